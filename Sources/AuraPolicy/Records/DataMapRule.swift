/// The rules a data map is held against (VAULT.md §9): what a migrated schema, the map and the policy must agree on.
public enum DataMapRule: String, CaseIterable, Codable, Sendable {
    case unmappedTable, unmappedColumn, absentTable, absentColumn, declaredTwice
    case personalNotSealed, suspiciousName
    case classWithoutRetention, columnWithoutBasis, clauseUnknown
    case subjectUnreachable, retainedWithoutEnd, derivedWithoutParent, foreignKeyWithoutIndex
    case recipientNotRegistered, hostNotRegistered, cookieNotRegistered
    case clauseWithoutTest
    case blindIndexOfFewValues, blindIndexWithoutSource

    /// The rule as a sentence.
    public var sentence: String {
        switch self {
        case .unmappedTable: "Every table of the store stands in the data map."
        case .unmappedColumn: "Every column of every table stands in the data map."
        case .absentTable: "The data map names no table that is not there."
        case .absentColumn: "The data map names no column that is not there."
        case .declaredTwice: "A table, and a column of a table, is declared once."
        case .personalNotSealed: "A column that holds personal, confidential or secret data is sealed."
        case .suspiciousName: "A column whose name sounds personal is sealed, a blind index, or a known exception."
        case .classWithoutRetention: "Every class of data in the map has a retention rule in the policy."
        case .columnWithoutBasis: "Every column has a purpose, and with it a lawful basis."
        case .clauseUnknown: "Every column names a clause that the policy has."
        case .subjectUnreachable: "Every table of a person's rows leads to the person, until its rows are erased."
        case .retainedWithoutEnd: "What is retained after an erasure names the article and the end."
        case .derivedWithoutParent: "What is derived names a table or column that exists."
        case .foreignKeyWithoutIndex: "Every foreign key has an index that begins with its columns."
        case .recipientNotRegistered: "Every recipient of a column is in the register of recipients."
        case .hostNotRegistered: "Every host that can be called is in the register of recipients."
        case .cookieNotRegistered: "Every cookie that is served is in the register of cookies."
        case .clauseWithoutTest: "Every clause whose control is built has a test."
        case .blindIndexOfFewValues: "A column of few different values has no blind index, which would show them."
        case .blindIndexWithoutSource: "A blind index is derived from a sealed column of its own table."
        }
    }
}

/// One breach of a rule.
public struct DataMapFinding: Hashable, Sendable {
    public let rule: DataMapRule
    /// Where: a table, `table.column`, a clause, a host or a cookie.
    public let place: String

    public init(_ rule: DataMapRule, _ place: String) {
        self.rule = rule
        self.place = place
    }
}
