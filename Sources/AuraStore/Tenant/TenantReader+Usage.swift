package import AuraCore

/// What usage is summed by.
package enum UsageGrouping: String, CaseIterable, Sendable {
    case day, bot, model, key
}

/// The calls of one day, bot, model or key.
package struct UsageTotal: Hashable, Sendable {
    /// The day as `YYYY-MM-DD`, the bot's or the key's id, or `VENDOR/MODEL`; nothing for calls without one.
    package let group: String?
    package let calls: Int
    package let tokens: TokenUsage
}

extension TenantReader {
    /// Usage between two moments, the second excluded, summed and in the order of the groups.
    package func usageTotals(
        by grouping: UsageGrouping, from start: Timestamp, until end: Timestamp, limit: Int
    ) throws(StoreError) -> [UsageTotal] {
        let sql =
            switch grouping {
            case .day: UsageStatement.byDay
            case .bot: UsageStatement.byBot
            case .model: UsageStatement.byModel
            case .key: UsageStatement.byKey
            }
        return try connection.rows(sql, between(start, end, limit: limit)).map { row throws(StoreError) in
            var group: String?
            if grouping == .day {
                group = Timestamp(milliseconds: 0).adding(days: try row.int("grouping")).date.description
            } else {
                group = try row.optionalText("grouping")
            }
            return UsageTotal(
                group: group, calls: try row.int("calls"),
                tokens: TokenUsage(
                    input: try row.int("inputTokens"), output: try row.int("outputTokens"),
                    cachedInput: try row.int("cachedInputTokens"), reasoning: try row.int("reasoningTokens")))
        }
    }

    /// The calls between two moments, the second excluded, oldest first.
    ///
    /// - Parameter last: The last call of the page before.
    package func usage(
        from start: Timestamp, until end: Timestamp, after last: UsageRecord.ID? = nil, limit: Int
    ) throws(StoreError) -> [UsageRecord] {
        try connection.rows(
            """
            SELECT usageId, botId, conversationId, personId, credentialId, vendor, model, inputTokens, outputTokens,
                cachedInputTokens, reasoningTokens, accuracy, createdAt
            FROM usage
            WHERE tenantId = :tenantId AND createdAt >= :start AND createdAt < :end AND usageId > :last
            ORDER BY usageId LIMIT :limit
            """,
            between(start, end, limit: limit).merging(["last": SQLValue(last?.rawValue ?? "")]) { $1 }
        ).map(Rows.usage)
    }

    /// The disclosures between two moments, the second excluded, oldest first.
    package func disclosures(
        from start: Timestamp, until end: Timestamp, limit: Int
    ) throws(StoreError) -> [Disclosure] {
        try connection.rows(
            """
            SELECT disclosureId, usageId, recipient, country, safeguard, categories, createdAt
            FROM disclosure
            WHERE tenantId = :tenantId AND createdAt >= :start AND createdAt < :end
            ORDER BY disclosureId LIMIT :limit
            """, between(start, end, limit: limit)
        ).map(Rows.disclosure)
    }

    private func between(_ start: Timestamp, _ end: Timestamp, limit: Int) -> [String: SQLValue] {
        bound(["start": SQLValue(start), "end": SQLValue(end), "limit": SQLValue(limit)])
    }
}

extension Rows {
    static func disclosure(_ row: Row) throws(StoreError) -> Disclosure {
        let names = try row.text("categories").split(separator: " ")
        let categories = names.compactMap { DataClass(rawValue: String($0)) }
        guard categories.count == names.count else { throw row.damaged }
        return Disclosure(
            id: try row.read("disclosureId"), usage: try row.read("usageId"), recipient: try row.text("recipient"),
            country: try row.text("country"), safeguard: try row.optionalText("safeguard"), categories: categories,
            createdAt: try row.time("createdAt"))
    }
}
