package import AuraCore

/// One row that may be due: a message or a call.
package struct DueRow: Hashable, Sendable {
    /// `msg_…` or `use_…`.
    package let id: String
    package let createdAt: Timestamp
    /// Sealed bytes of the row; 0 for a call.
    package let bytes: Int
}

/// The messages under one week's key.
package struct PeriodPopulation: Hashable, Sendable {
    package let period: KeyPeriod
    package let messages: Int
    /// When the newest of them was stored.
    package let newest: Timestamp
}

/// The kinds of rows that fall due one by one.
package enum DueRows: String, CaseIterable, Sendable {
    case messages, usage
    /// Calls that still say who and in which conversation.
    case identifiedUsage
}

extension TenantReader {
    /// Rows that were made before a moment, oldest first; whether one is due is the policy's to say.
    ///
    /// - Parameter last: The last row of the page before.
    package func dueRows(
        _ kind: DueRows, createdBefore cutoff: Timestamp, after last: DueRow? = nil, limit: Int
    ) throws(StoreError) -> [DueRow] {
        let arguments = bound([
            "cutoff": SQLValue(cutoff), "lastAt": SQLValue(last?.createdAt.milliseconds ?? Int64.min),
            "lastId": SQLValue(last?.id ?? ""), "limit": SQLValue(limit),
        ])
        let sql =
            switch kind {
            case .messages:
                """
                SELECT messageId AS id, createdAt, LENGTH(body) + COALESCE(LENGTH(citations), 0) AS bytes
                FROM message
                WHERE tenantId = :tenantId AND createdAt < :cutoff AND (createdAt, messageId) > (:lastAt, :lastId)
                ORDER BY createdAt, messageId LIMIT :limit
                """
            case .usage:
                """
                SELECT usageId AS id, createdAt, 0 AS bytes FROM usage
                WHERE tenantId = :tenantId AND createdAt < :cutoff AND (createdAt, usageId) > (:lastAt, :lastId)
                ORDER BY createdAt, usageId LIMIT :limit
                """
            case .identifiedUsage:
                """
                SELECT usageId AS id, createdAt, 0 AS bytes FROM usage
                WHERE tenantId = :tenantId AND createdAt < :cutoff AND (createdAt, usageId) > (:lastAt, :lastId)
                    AND (personId IS NOT NULL OR conversationId IS NOT NULL)
                ORDER BY createdAt, usageId LIMIT :limit
                """
            }
        return try connection.rows(sql, arguments).map { row throws(StoreError) in
            DueRow(id: try row.text("id"), createdAt: try row.time("createdAt"), bytes: try row.int("bytes"))
        }
    }

    /// How many rows of a class the tenant has: messages and calls that name them, calls, documents, LLM keys, or
    /// members and visitors.
    package func population(of dataClass: DataClass) throws(StoreError) -> Int {
        let sql: String
        switch dataClass {
        case .conversation:
            sql = """
                SELECT (SELECT COUNT(*) FROM message WHERE tenantId = :tenantId)
                    + (SELECT COUNT(*) FROM usage WHERE tenantId = :tenantId
                        AND (personId IS NOT NULL OR conversationId IS NOT NULL)) AS rows
                """
        case .usage: sql = "SELECT COUNT(*) AS rows FROM usage WHERE tenantId = :tenantId"
        case .content: sql = "SELECT COUNT(*) AS rows FROM document WHERE tenantId = :tenantId"
        case .credential: sql = "SELECT COUNT(*) AS rows FROM credential WHERE tenantId = :tenantId"
        case .account:
            sql = """
                SELECT (SELECT COUNT(*) FROM member WHERE tenantId = :tenantId)
                    + (SELECT COUNT(*) FROM visitor WHERE tenantId = :tenantId) AS rows
                """
        default: return 0
        }
        return try connection.count(sql, bound())
    }

    /// The weeks whose keys seal messages, oldest first, with what is left under each (FAULTS.md R11).
    ///
    /// - Parameter moment: Only weeks that had ended by then.
    package func periods(endedBy moment: Timestamp, limit: Int) throws(StoreError) -> [PeriodPopulation] {
        try connection.rows(
            """
            SELECT period, COUNT(*) AS messages, MAX(createdAt) AS newest FROM message
            WHERE tenantId = :tenantId AND period > 0 AND period < :period
            GROUP BY period ORDER BY period LIMIT :limit
            """, bound(["period": SQLValue(KeyPeriod(containing: moment)), "limit": SQLValue(limit)])
        ).map { row throws(StoreError) in
            PeriodPopulation(
                period: try row.period("period"), messages: try row.int("messages"),
                newest: try row.time("newest"))
        }
    }
}
