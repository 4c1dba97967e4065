package import AuraCore

/// The sealed values of one row, by column; a column without a value is left out.
package struct SealedRow: Hashable, Sendable {
    package let table: String
    package let dataClass: DataClass
    package let id: String
    /// For an LLM key, where it may be sent.
    package let origin: String?
    package let values: [String: SealedValue]

    /// Reads the sealed columns of a row, whose identity is called `the id`.
    init(_ row: Row, of rule: TableRule) throws(StoreError) {
        var values: [String: SealedValue] = [:]
        for column in rule.columns where column.isSealed { values[column.name] = try row.optionalSealed(column.name) }
        self.init(
            table: rule.name, dataClass: rule.dataClass, id: try row.text("the id"),
            origin: rule.hasOrigin ? try row.text("origin") : nil, values: values)
    }

    init(table: String, dataClass: DataClass, id: String, origin: String? = nil, values: [String: SealedValue]) {
        self.table = table
        self.dataClass = dataClass
        self.id = id
        self.origin = origin
        self.values = values
    }

    /// The same row with other values.
    package func with(_ values: [String: SealedValue]) -> SealedRow {
        SealedRow(table: table, dataClass: dataClass, id: id, origin: origin, values: values)
    }

    /// What a value of the row is bound to. An LLM key is bound to its vendor's origin, too.
    ///
    /// - Parameter tenant: The tenant's id, or `-` in the operator's chain.
    package func context(of column: String, tenant: String) -> SealContext {
        SealContext(
            tenant: tenant, table: table, column: column, row: id, dataClass: dataClass,
            origin: column == "secret" ? origin : nil)
    }
}

/// The statement that reads every row of one table that has sealed values.
struct SealedStatement {
    let rule: TableRule

    /// Every table of `aura.db` with sealed columns.
    static let all = StoreDataMap.databaseTables.filter { $0.columns.contains(where: \.isSealed) }
        .map(SealedStatement.init)

    /// A tenant's rows by id, after `:last`.
    private var text: String {
        let columns = rule.columns.filter(\.isSealed).map(\.name) + (rule.hasOrigin ? ["origin"] : [])
        return """
            SELECT \(columns.joined(separator: ", ")), \(rule.idColumn) AS "the id" FROM \(rule.name)
            WHERE \(rule.tenantColumn) = :tenantId AND \(rule.idColumn) > :last ORDER BY \(rule.idColumn) LIMIT :limit
            """
    }

    static func page(
        of table: String, tenant: SQLValue, after last: String, limit: Int, on connection: Connection
    ) throws(StoreError) -> [SealedRow] {
        guard let statement = all.first(where: { $0.rule.name == table }) else { return [] }
        return try connection.rows(
            statement.text, ["tenantId": tenant, "last": .text(last), "limit": SQLValue(limit)]
        ).map { row throws(StoreError) in try SealedRow(row, of: statement.rule) }
    }
}

extension TenantReader {
    /// The tables with sealed values.
    package static let allSealedTables = SealedStatement.all.map(\.rule.name)

    /// A page of one table's rows with their sealed values, by id.
    ///
    /// - Parameter last: The id of the last row of the page before.
    package func sealedRows(in table: String, after last: String, limit: Int) throws(StoreError) -> [SealedRow] {
        try SealedStatement.page(of: table, tenant: SQLValue(id), after: last, limit: limit, on: connection)
    }
}

extension OperatorReader {
    /// A page of the payloads of the operator's own chain, by commitment.
    package func sealedPayloads(after last: String, limit: Int) throws(StoreError) -> [SealedRow] {
        try SealedStatement.page(
            of: "auditPayload", tenant: .text(AuditChain.operator.description), after: last, limit: limit,
            on: connection)
    }
}

extension TableRule {
    fileprivate var hasOrigin: Bool { columns.contains { $0.name == "origin" } }
}
