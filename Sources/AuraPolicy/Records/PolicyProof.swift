public import AuraCore

/// What one control found about one clause in the live installation.
public struct PolicyProof: Hashable, Sendable {
    public enum State: String, CaseIterable, Codable, Sendable {
        /// The control ran and the promise holds.
        case proved
        /// The control ran and the promise does not hold.
        case failed = "false"
        /// What the clause speaks of is not built yet; this is no failure.
        case notYet
        /// The operator has not stated a fact that the clause needs; this is no failure.
        case notSet
    }

    public let clause: Clause
    public let control: PolicyControl
    public let state: State
    /// What was seen: counts and states, nothing personal.
    public let evidence: String

    public init(_ clause: Clause, _ control: PolicyControl, _ state: State, evidence: String) {
        self.clause = clause
        self.control = control
        self.state = state
        self.evidence = evidence
    }
}
