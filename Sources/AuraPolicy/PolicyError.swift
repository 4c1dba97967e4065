public import AuraCore

/// Why a policy decision could not be made. It names tables and classes, never a person or a value.
public struct PolicyError: Error, Hashable, Sendable {
    /// What is wrong with the rules or the map.
    public enum Code: String, CaseIterable, Sendable {
        /// A class of data without a retention rule: a period is never guessed.
        case noRule
        /// A person's rows were found in a table that the data map does not know.
        case unmappedTable
        /// The data map keeps something after an erasure without naming the article and the end.
        case retainedWithoutEnd
        /// The data map would do to a table what the policy does not allow for its class.
        case erasureContradictsPolicy
    }

    /// What is wrong.
    public let code: Code
    /// The class it concerns.
    public let dataClass: DataClass?
    /// The table of the data map it concerns.
    public let table: String?

    public init(_ code: Code, dataClass: DataClass? = nil, table: String? = nil) {
        self.code = code
        self.dataClass = dataClass
        self.table = table
    }

    /// The class has no retention rule.
    public static func noRule(_ dataClass: DataClass) -> PolicyError {
        PolicyError(.noRule, dataClass: dataClass)
    }
}
