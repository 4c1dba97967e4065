/// What may be lost for good, so that a person has to say that the installation is taken as it is.
public enum Loss: CaseIterable, Sendable {
    /// Audit events that were committed once and that the database lacks (FAULTS.md R5).
    case auditEvents
    /// The erasure ledger, or entries of it that were applied once (FAULTS.md BK5).
    case erasureLedger
}
