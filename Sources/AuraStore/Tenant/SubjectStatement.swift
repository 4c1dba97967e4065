import AuraCore

/// The statements on one person's rows of one table, put together from the data map's table and column names and
/// nothing else; every value is bound.
struct SubjectStatement {
    let rule: TableRule
    /// `personId` or `ownerKeyId`: which argument a row is found by.
    let argument: String
    private let condition: String

    /// Nothing if the table's rows are no person's.
    init?(_ rule: TableRule, in map: DataMap) {
        guard let (condition, argument) = SubjectStatement.condition(rule, in: map, depth: 0) else { return nil }
        self.rule = rule
        self.condition = condition
        self.argument = argument
    }

    var count: String {
        "SELECT COUNT(*) AS rows FROM \(rule.name) WHERE \(condition)"
    }

    /// The rows' own ids, ascending, after `:last`.
    var ids: String {
        "SELECT \(rule.idColumn) AS id FROM \(rule.name) WHERE \(condition) ORDER BY \(rule.idColumn) LIMIT :limit"
    }

    var records: String {
        let columns = rule.shownColumns.map(\.name).joined(separator: ", ")
        return """
            SELECT \(columns), \(rule.idColumn) AS "the id" FROM \(rule.name)
            WHERE \(condition) AND \(rule.idColumn) > :last ORDER BY \(rule.idColumn) LIMIT :limit
            """
    }

    var delete: String {
        "DELETE FROM \(rule.name) WHERE \(rule.tenantColumn) = :tenantId AND \(rule.idColumn) = :id"
    }

    /// Takes out of a row what says whose it is.
    var anonymise: String {
        let columns = rule.columns.filter { $0.onErase == .null }.map { "\($0.name) = NULL" }
        return """
            UPDATE \(rule.name) SET \(columns.joined(separator: ", "))
            WHERE \(rule.tenantColumn) = :tenantId AND \(rule.idColumn) = :id
            """
    }

    private static func condition(
        _ rule: TableRule, in map: DataMap, depth: Int
    ) -> (sql: String, argument: String)? {
        let tenant = "\(rule.tenantColumn) = :tenantId"
        switch rule.subjectPath {
        case .none: return nil
        case .column(let column): return ("\(tenant) AND \(column) = :personId", "personId")
        case .ownerKey(let column): return ("\(tenant) AND \(column) = :ownerKeyId", "ownerKeyId")
        case .parent(let name, let column):
            guard depth < 4, let parent = map.table(name),
                let (inner, argument) = condition(parent, in: map, depth: depth + 1)
            else { return nil }
            return ("\(tenant) AND \(column) IN (SELECT \(column) FROM \(name) WHERE \(inner))", argument)
        }
    }
}

extension TableRule {
    /// The column that, with the tenant, names a row.
    var idColumn: String {
        let own = name + "Id"
        return columns.contains { $0.name == own } ? own : "commitment"
    }

    /// A chain is named after its tenant.
    var tenantColumn: String {
        columns.contains { $0.name == "tenantId" } ? "tenantId" : "chain"
    }

    /// What a person may see of a row.
    var shownColumns: [ColumnRule] {
        columns.filter { column in
            if case .omit = column.onAccess { return false }
            return true
        }
    }
}
