public import AuraCore

/// What one control found about one clause in the live installation.
public struct PolicyProof: Hashable, Sendable {
    /// What came of it.
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

    /// The promise.
    public let clause: Clause
    /// What looked at it.
    public let control: PolicyControl
    /// Whether it holds.
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
