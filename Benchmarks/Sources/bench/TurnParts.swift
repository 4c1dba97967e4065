import AuraPlatform

@testable import AuraCrypto
@testable import AuraPlatform
@testable import AuraStore
import BenchmarkSupport

/// The steps of a chat turn that are sealing, audit or policy, each by itself. The list follows `ChatService.send`,
/// `ConversationLookup`, `PassageSearch` and `TurnRecord`: who changes their steps changes this list.
struct TurnParts {
    enum Part: Hashable {
        /// May this principal chat here, may content go to this vendor.
        case policy
        /// Reading the keyring, four times a turn: for the tenant's own keys, the history, the week, the asker.
        case keys
        case seal, open
        /// Tokens of the question, blind indexes of the person.
        case lookups
        /// The audit event with its sealed payload.
        case event
        /// The turn's transaction with and without the audit.
        case audited, bare
    }

    private let context: PlatformContext
    private let principal: Principal
    private let tenant: Tenant
    private let bot: Bot
    private let terms: [SearchTerm]
    /// The passages that the search finds, sealed.
    private let bodies: [(row: String, body: SealedValue)]
    private let documents: [Document]

    init(_ bench: TemporaryPlatform, question: String) async throws {
        let context = bench.platform.context
        self.context = context
        principal = bench.principal
        let tenant = try await context.authorised(bench.principal, .chat, tenant: bench.tenant)
        self.tenant = tenant
        let bot = try await context.bot(nil, of: tenant)
        self.bot = bot
        terms = question.split(separator: " ").map { SearchTerm($0.lowercased()) }
        let found = try await PassageSearch(context: context, tenant: tenant, bot: bot.id)
            .run(question, limit: PromptAssembly.passages).passages
        let passages = found.map(\.passage.rawValue)
        bodies = try await context.store.database.read { connection throws(StoreError) in
            var bodies: [(row: String, body: SealedValue)] = []
            for passage in passages {
                let row = try connection.row(
                    "SELECT body FROM passage WHERE passageId = :passage", ["passage": .text(passage)])
                if let body = try row?.sealed("body") { bodies.append((passage, body)) }
            }
            return bodies
        }
        let ids = Set(found.map(\.document))
        documents = try await context.store.tenant(tenant.id).read { reader in
            try ids.compactMap { try reader.document($0) }
        }
    }

    /// Makes the parts of a turn of this person again, and says how long each took.
    func measure(_ person: String, auditedFirst: Bool) async throws -> [(Part, Duration)] {
        let clock = ContinuousClock()
        let known = try await PeopleDirectory(context: context, tenant: tenant).find(person)[0]
        let store = context.store.tenant(tenant.id)
        let botID = bot.id
        guard let conversation = try await store.read({ try $0.newestConversation(of: botID, person: known.id) })
        else { throw CancellationError() }
        let history = try await store.read {
            try $0.messages(
                in: conversation.id, newest: true, limit: ConversationLookup.historyMessages)
        }
        let now = context.now
        let period = KeyPeriod(containing: now)
        var times: [(Part, Duration)] = []
        times.append((.policy, clock.measure { decide() }))
        times.append((.keys, try await clock.measure { try await readKeys(known, history, period) }))
        times.append((.open, try clock.measure { try openAll(history) }))
        times.append(
            (
                .lookups,
                try clock.measure {
                    _ = try context.vault.searchTokens(terms, indexKey: tenant.indexKey)
                    _ = try context.blindIndexes(person, table: "member", column: "email", of: tenant)
                    _ = try context.blindIndexes(person, table: "visitor", column: "reference", of: tenant)
                }
            ))
        let last = try await MessageOpening(context: context, tenant: tenant).open(Array(history.suffix(2)))
        var messages: [Message] = []
        times.append((.seal, try clock.measure { messages = try seal(last, history, period, now) }))
        var event: AuditEvent?
        times.append(
            (
                .event,
                try clock.measure {
                    event = try context.trail.event(
                        .turnStored, messages[1].id.rawValue, of: tenant, by: principal, at: now, clause: Clause(1, 2))
                }
            ))
        guard let event else { throw CancellationError() }
        for isAudited in [auditedFirst, !auditedFirst] {
            let turn = try seal(last, history, period, now)
            let time = try await clock.measure { try await write(turn, conversation, isAudited ? event : nil) }
            times.append((isAudited ? .audited : .bare, time))
        }
        return times
    }

    private func decide() {
        _ = AccessPolicy.decide(principal, .chat, tenant: tenant.id, state: tenant.state)
        _ = TransferPolicy.decide(
            vendor: bot.model.vendor, origin: context.origin(of: bot.model.vendor), recipients: context.recipients)
    }

    private func readKeys(_ person: KnownPerson, _ history: [Message], _ period: KeyPeriod) async throws {
        try await context.custody.prepare(tenant.id, owners: tenant.standingKeys)
        try await context.custody.prepare(
            tenant.id, owners: Set(history.map(\.ownerKey)), periods: Set(history.map(\.period)))
        _ = try await context.custody.ensurePeriodKey(for: tenant.id, containing: context.now)
        try await context.custody.prepare(tenant.id, owners: [person.ownerKey], periods: [period])
    }

    private func openAll(_ history: [Message]) throws {
        for message in history {
            for (column, value) in [("body", message.body as SealedValue?), ("citations", message.citations)] {
                guard let value else { continue }
                _ = try context.open(
                    value, of: tenant, table: "message", column: column, row: message.id.rawValue,
                    dataClass: .conversation)
            }
        }
        for document in documents {
            _ = try context.open(
                document.title, of: tenant, table: "document", column: "title", row: document.id.rawValue,
                dataClass: .content)
        }
        for passage in bodies {
            _ = try context.open(
                passage.body, of: tenant, table: "passage", column: "body", row: passage.row, dataClass: .content)
        }
    }

    /// The last turn's texts as a new turn.
    private func seal(
        _ last: [OpenedMessage], _ history: [Message], _ period: KeyPeriod, _ now: Timestamp
    ) throws -> [Message] {
        try zip(last, history.suffix(2)).map { opened, stored in
            let id = Message.ID.make(at: now)
            func sealed(_ text: String, _ column: String) throws -> SealedValue {
                try context.vault.seal(
                    Array(text.utf8),
                    in: SealContext(
                        tenant: tenant.id.rawValue, table: "message", column: column, row: id.rawValue,
                        dataClass: .conversation), owner: stored.ownerKey, period: period)
            }
            return Message(
                id: id, conversation: stored.conversation, person: stored.person, author: stored.author,
                ownerKey: stored.ownerKey, period: period, body: try sealed(opened.text ?? "", "body"),
                citations: stored.citations == nil
                    ? nil : try sealed(Citation.encode(opened.citations), "citations"), createdAt: now)
        }
    }

    /// The turn's transaction; past the audited store if there is no event.
    private func write(_ turn: [Message], _ conversation: Conversation, _ event: AuditEvent?) async throws {
        let usage = UsageRecord(
            id: .make(at: context.now), bot: bot.id, conversation: conversation.id, person: turn[0].person,
            credential: nil, model: bot.model, tokens: TokenUsage(input: 7, output: 20), accuracy: .exact,
            createdAt: context.now)
        let keys = tenant.indexKeys
        guard let event else {
            let id = tenant.id
            return try await context.store.database.database.write { connection throws(StoreError) in
                let writer = TenantWriter(id: id, connection: connection)
                try writer.requireIndexKeys(keys)
                try writer.insertMessages(turn)
                try writer.insertUsage(usage)
            }
        }
        try await context.store.tenant(tenant.id).write(event) { writer in
            try writer.requireIndexKeys(keys)
            try writer.insertMessages(turn)
            try writer.insertUsage(usage)
        }
    }
}
