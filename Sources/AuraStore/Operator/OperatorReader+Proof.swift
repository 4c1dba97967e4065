package import AuraCore

extension OperatorReader {
    /// Some values of a sealed column of `aura.db`, for the check that they are sealed. A column that the data map
    /// does not declare as sealed has none.
    package func sample(table: String, column: String, limit: Int) throws(StoreError) -> [SealedValue] {
        guard let rule = StoreDataMap.current.table(table), StoreDataMap.databaseTables.contains(rule),
            let name = rule.columns.first(where: { $0.name == column && $0.isSealed })?.name
        else { return [] }
        return try connection.rows(
            "SELECT \(name) AS value FROM \(rule.name) WHERE \(name) IS NOT NULL LIMIT :limit",
            ["limit": SQLValue(limit)]
        ).map { row throws(StoreError) in try row.sealed("value") }
    }

    /// How many blocks of 16 bytes are sealed under each owner key, by the sizes in `aura.db`. Every sealed value is read
    /// once for it.
    package func sealedBlocks() throws(StoreError) -> [KeyID: Int] {
        var blocks: [KeyID: Int] = [:]
        for rule in StoreDataMap.databaseTables {
            for column in rule.columns where column.isSealed {
                let rows = try connection.rows(
                    """
                    SELECT SUBSTR(\(column.name), 7, 16) AS ownerKey, SUM((LENGTH(\(column.name)) + 15) / 16) AS blocks
                    FROM \(rule.name) WHERE \(column.name) IS NOT NULL GROUP BY ownerKey LIMIT 10000000
                    """)
                for row in rows {
                    guard let key = KeyID(bytes: try row.bytes("ownerKey")) else { throw row.damaged }
                    blocks[key, default: 0] += try row.int("blocks")
                }
            }
        }
        return blocks
    }

    /// How many entries of all chains tell of this action.
    package func auditCount(of action: AuditAction) throws(StoreError) -> Int {
        try connection.count(
            "SELECT COUNT(*) AS rows FROM auditEntry WHERE entry LIKE :member",
            // Canonical JSON has one spelling, and no other member can hold an unescaped quotation mark.
            ["member": .text("%\"action\":\"\(action.rawValue)\"%")])
    }

    /// How many calls left this machine: those of every vendor but the built-in one.
    package func vendorCallCount() throws(StoreError) -> Int {
        try connection.count(
            "SELECT COUNT(*) AS rows FROM usage WHERE vendor <> :own", ["own": SQLValue(Vendor.aura)])
    }
}
