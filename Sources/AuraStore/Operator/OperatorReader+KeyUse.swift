package import AuraCore

extension OperatorReader {
    /// Which of these owner and index keys are named or sealed under anywhere in `aura.db`. The tables are gone through
    /// once, by the data map, so that a new column counts too.
    ///
    /// A fence alone is no use: it is written before a key is destroyed.
    package func keysInUse(among keys: Set<KeyID>) throws(StoreError) -> Set<KeyID> {
        var used = keys.intersection(try sealedBlocks().keys)
        for rule in StoreDataMap.databaseTables where rule.name != "fence" {
            for column in rule.columns where column.name.hasSuffix("KeyId") {
                let rows = try connection.rows(
                    """
                    SELECT DISTINCT \(column.name) AS keyId FROM \(rule.name)
                    WHERE \(column.name) IS NOT NULL LIMIT 10000000
                    """)
                for row in rows { used.insert(try row.read("keyId")) }
            }
        }
        for job in try unfinishedJobs(limit: Limits.tenants) {
            let plan = String(decoding: job.plan.canonical, as: UTF8.self)
            used.formUnion(keys.filter { plan.contains($0.description) })
        }
        return used.intersection(keys)
    }
}
