public import AuraCore

/// Holds the data map against the schema of a migrated store, the policy and the registers (VAULT.md §9).
///
/// A pure function of its values: nothing is ever "done with a warning", so each finding is a breach.
public struct DataMapLinter: Sendable {
    public let map: DataMap
    public let schema: StoredSchema
    public let policy: PolicyDocument
    /// The origins that the program can call.
    public var outboundOrigins: [String] = []
    /// The cookies that are served, and those that the register declares as strictly necessary (clause 9.1).
    public var servedCookies: [String] = []
    public var registeredCookies: [String] = []
    /// The clauses that a test names; nothing where no tests are at hand, and the rule then rests.
    public var testedClauses: Set<Clause>?

    /// The name under which the map means every LLM vendor of the register: the tenant chooses which (clause 4.2).
    public static let anyVendor = "llmVendor"

    /// Fewer different values than this can be told apart by how often each occurs.
    public static let fewValues = 65_536

    public init(map: DataMap, schema: StoredSchema, policy: PolicyDocument) {
        self.map = map
        self.schema = schema
        self.policy = policy
    }

    /// Every breach, in the order of the rules' sections; none if map, schema, policy and registers agree.
    public func findings() -> [DataMapFinding] {
        presence() + map.tables.flatMap(tableFindings) + registers() + clauses()
    }

    /// Table by table, column by column: what is on one side alone, or twice.
    private func presence() -> [DataMapFinding] {
        var findings: [DataMapFinding] = []
        for table in schema.tables {
            guard let rule = map.table(table.name) else {
                findings.append(DataMapFinding(.unmappedTable, table.name))
                continue
            }
            for column in table.columns where !rule.columns.contains(where: { $0.name == column }) {
                findings.append(DataMapFinding(.unmappedColumn, "\(table.name).\(column)"))
                if SuspiciousName.isSuspicious(column, of: table.name) {
                    findings.append(DataMapFinding(.suspiciousName, "\(table.name).\(column)"))
                }
            }
            for key in table.foreignKeys
            where !table.indexes.contains(where: { Set($0.prefix(key.count)) == Set(key) }) {
                findings.append(
                    DataMapFinding(.foreignKeyWithoutIndex, "\(table.name).\(key.joined(separator: ","))"))
            }
        }
        for rule in map.tables {
            guard let table = schema.table(rule.name) else {
                findings.append(DataMapFinding(.absentTable, rule.name))
                continue
            }
            for column in rule.columns where !table.columns.contains(column.name) {
                findings.append(DataMapFinding(.absentColumn, "\(rule.name).\(column.name)"))
            }
        }
        return findings + twice(map.tables.map(\.name))
            + map.tables.flatMap { rule in twice(rule.columns.map { "\(rule.name).\($0.name)" }) }
    }

    private func twice(_ names: [String]) -> [DataMapFinding] {
        Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
            .map { DataMapFinding(.declaredTwice, $0) }
    }

    private func registers() -> [DataMapFinding] {
        let origins = Set(policy.recipients.flatMap(\.origins))
        return outboundOrigins.filter { !origins.contains($0) }.map { DataMapFinding(.hostNotRegistered, $0) }
            + servedCookies.filter { !registeredCookies.contains($0) }.map { DataMapFinding(.cookieNotRegistered, $0) }
    }

    private func clauses() -> [DataMapFinding] {
        guard let testedClauses else { return [] }
        return policy.clauses.map(\.id)
            .filter { clause in
                !testedClauses.contains(clause)
                    && PolicyControls.controls(for: clause).contains { $0.awaits == nil }
            }
            .map { DataMapFinding(.clauseWithoutTest, $0.description) }
    }
}
