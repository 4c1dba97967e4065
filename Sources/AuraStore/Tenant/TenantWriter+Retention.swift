package import AuraCore

extension TenantWriter {
    /// Removes rows by id, with what is derived from them: a message's conversation once it is empty, a call's
    /// disclosures. A row that is gone already, or that is not older than `cutoff`, is passed over.
    ///
    /// - Parameters:
    ///   - ids: At most ``Limits/batchRows`` are taken.
    ///   - dataClass: `conversation` or `usage`.
    /// - Returns: How many messages or calls were removed.
    package func purge(
        _ ids: [String], of dataClass: DataClass, createdBefore cutoff: Timestamp
    ) throws(StoreError) -> Int {
        let batch = ids.prefix(Limits.batchRows)
        switch dataClass {
        case .conversation: return try removeMessages(batch, createdBefore: cutoff)
        case .usage: return try removeUsage(batch, createdBefore: cutoff)
        default: return 0
        }
    }

    func removeMessages(
        _ ids: some Sequence<String>, createdBefore cutoff: Timestamp
    ) throws(StoreError) -> Int {
        var touched: Set<Conversation.ID> = []
        var removed = 0
        for message in ids {
            let rows = try connection.rows(
                """
                DELETE FROM message WHERE tenantId = :tenantId AND messageId = :messageId AND createdAt < :cutoff
                RETURNING conversationId
                """, bound(["messageId": SQLValue(message), "cutoff": SQLValue(cutoff)]))
            for row in rows { touched.insert(try row.read("conversationId")) }
            removed += rows.count
        }
        for conversation in touched { _ = try deleteIfEmpty(conversation) }
        return removed
    }

    func removeUsage(_ ids: some Sequence<String>, createdBefore cutoff: Timestamp) throws(StoreError) -> Int {
        var removed = 0
        for call in ids {
            let arguments = bound(["usageId": SQLValue(call), "cutoff": SQLValue(cutoff)])
            try connection.run(
                """
                DELETE FROM disclosure WHERE tenantId = :tenantId AND usageId IN (
                    SELECT usageId FROM usage
                    WHERE tenantId = :tenantId AND usageId = :usageId AND createdAt < :cutoff)
                """, arguments)
            removed += try connection.run(
                "DELETE FROM usage WHERE tenantId = :tenantId AND usageId = :usageId AND createdAt < :cutoff",
                arguments)
        }
        return removed
    }
}
