public import AuraCore

/// One promise and, where the policy is silent on it, what AURA adds.
public struct PolicyClause: Hashable, Sendable {
    /// The id that code, tests and reports use.
    public let id: Clause
    /// The promise, one sentence of plain English.
    public let promise: String
    /// What else a reader should know; each a sentence of its own.
    public let notes: [String]

    public init(_ id: Clause, _ promise: String, notes: [String] = []) {
        self.id = id
        self.promise = promise
        self.notes = notes
    }
}
