package import AuraCore

extension TenantWriter {
    /// Erases one batch of a person's rows of one table as the data map says: deletes them, or takes out of them
    /// what says whose they are. What the map retains stays.
    ///
    /// - Parameters:
    ///   - key: The person's own key, which leads to rows that name nobody.
    ///   - limit: At most ``Limits/batchRows``.
    /// - Returns: How many rows were erased; 0 once none is left.
    package func erase(
        _ person: PersonID, key: KeyID, in table: String, limit: Int = Limits.batchRows
    ) throws(StoreError) -> Int {
        guard let rule = StoreDataMap.current.table(table),
            let statement = SubjectStatement(rule, in: StoreDataMap.current)
        else { return 0 }
        var ids: [String] = []
        for arguments in arguments(of: statement, people: [person], keys: [key]) {
            let page = arguments.merging(["limit": SQLValue(min(limit, Limits.batchRows))]) { $1 }
            ids += try connection.rows(statement.ids, bound(page)).map { row throws(StoreError) in
                try row.text("id")
            }
        }
        switch rule.onErase {
        case .delete where rule.name == "message":
            // With the conversation that its last message leaves empty.
            return try removeMessages(ids, createdBefore: Timestamp(milliseconds: .max))
        case .delete: return try run(statement.delete, forEach: ids)
        case .null, .pseudonym: return try run(statement.anonymise, forEach: ids)
        case .shred, .retain: return 0
        }
    }

    private func run(_ sql: String, forEach ids: [String]) throws(StoreError) -> Int {
        var changed = 0
        for id in ids { changed += try connection.run(sql, bound(["id": .text(id)])) }
        return changed
    }
}
