public import AuraCore
import AuraStore

/// Calls and tokens, for the tenant to watch (clauses 1.3, 3.6).
public struct UsageService: Sendable {
    let context: PlatformContext

    /// What the rows are summed by.
    public enum Grouping: String, CaseIterable, Sendable { case day, bot, model, key }

    /// One sum.
    public struct Row: Hashable, Sendable {
        /// A date, a bot's name, a model or a key's id.
        public let group: String
        public let calls: Int
        public let inputTokens: Int
        public let outputTokens: Int
    }

    public struct Summary: Hashable, Sendable {
        public let from: Timestamp
        public let until: Timestamp
        public let grouping: Grouping
        public let rows: [Row]
        public let calls: Int
        public let inputTokens: Int
        public let outputTokens: Int
    }

    /// Sums the usage rows made from `from` (inclusive) to `until` (exclusive).
    ///
    /// - Throws: `invalidInput` if the interval is empty.
    public func show(
        of tenant: ObjectName, by grouping: Grouping = .day, from: Timestamp? = nil, until: Timestamp? = nil,
        as principal: Principal
    ) async throws(PlatformError) -> Summary {
        let tenant = try await context.authorised(principal, .usageRead, tenant: tenant)
        let until = until ?? context.now.adding(milliseconds: 1)
        let from = from ?? until.adding(days: -30)
        guard from < until else {
            throw PlatformError(.invalidInput, "the interval is empty", hint: "give --from before --until")
        }
        let first = max(from, context.readableSince(.usage))
        let totals = try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                try reader.usageTotals(by: grouping.stored, from: first, until: until, limit: Limits.listRows)
            }
        }
        let rows = totals.map {
            Row(
                group: $0.group ?? "-", calls: $0.calls, inputTokens: $0.tokens.input, outputTokens: $0.tokens.output)
        }
        return Summary(
            from: from, until: until, grouping: grouping, rows: rows, calls: rows.reduce(0) { $0 + $1.calls },
            inputTokens: rows.reduce(0) { $0 + $1.inputTokens }, outputTokens: rows.reduce(0) { $0 + $1.outputTokens })
    }
}

extension UsageService.Grouping {
    fileprivate var stored: UsageGrouping {
        switch self {
        case .day: .day
        case .bot: .bot
        case .model: .model
        case .key: .key
        }
    }
}
