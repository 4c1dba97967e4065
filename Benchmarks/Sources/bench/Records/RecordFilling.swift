import AuraPlatform
import BenchmarkSupport

@testable import AuraCrypto
@testable import AuraPlatform
@testable import AuraStore

/// Fills AURA's store with people and records, as as many turns would have left them, many in each transaction.
struct RecordFilling {
    private let context: PlatformContext
    private let principal: Principal
    private let tenant: Tenant
    private let bots: [Bot]
    private var people: [Visitor] = []
    private var period: KeyPeriod?

    init(_ bench: TemporaryPlatform, purposes: Int) async throws {
        context = bench.platform.context
        principal = bench.principal
        tenant = try await context.authorised(bench.principal, .chat, tenant: bench.tenant)
        var draft = BotService.Draft()
        draft.fallback = RecordWords.answer
        var bots: [Bot] = []
        for number in 0..<purposes {
            bots.append(
                try await bench.platform.bots.create(
                    RecordWords.purpose(number), draft, of: bench.tenant, as: bench.principal
                ).bot)
        }
        self.bots = bots
    }

    mutating func addPeople(_ count: Int) async throws {
        let now = context.now
        let tenantKey = try await context.custody.tenantKey(of: tenant.id)
        for start in stride(from: 0, to: count, by: 500) {
            let keys = try (start..<min(count, start + 500)).map { _ in
                try context.vault.makeKey(.owner, tenant: tenant.id.rawValue, wrappedBy: tenantKey.id, at: now)
            }
            try await context.custody.store(keys)
            var added: [NewVisitor] = []
            var events: [AuditEvent] = []
            for (place, key) in keys.enumerated() {
                let visitor = try visitor(start + place, key.id, now)
                added.append(visitor)
                events.append(
                    try context.trail.event(
                        .visitorAdded, visitor.visitor.id.rawValue, of: tenant, by: principal, at: now))
            }
            let batch = added
            try await context.store.tenant(tenant.id).write(events[0], also: Array(events.dropFirst())) { writer in
                for new in batch { try writer.insertVisitor(new.visitor, referenceIndex: new.referenceIndex) }
            }
            people += added.map(\.visitor)
        }
    }

    private func visitor(_ number: Int, _ key: KeyID, _ now: Timestamp) throws -> NewVisitor {
        let reference = RecordWords.person(number)
        let id = Visitor.ID.make(at: now)
        let sealed = try context.vault.seal(
            Array(reference.utf8),
            in: SealContext(
                tenant: tenant.id.rawValue, table: "visitor", column: "reference", row: id.rawValue,
                dataClass: .account), owner: key, padded: true)
        return NewVisitor(
            visitor: Visitor(id: id, ownerKey: key, reference: sealed, createdAt: now),
            referenceIndex: try context.personIndex(reference, table: "visitor", column: "reference", of: tenant))
    }

    /// Adds records, oldest first; the last one's moment is the batch's.
    ///
    /// - Returns: Their keys.
    mutating func add(_ records: [(person: Int, purpose: Int, text: String, at: Timestamp)]) async throws -> [String] {
        var conversations: [Conversation] = []
        var messages: [Message] = []
        var calls: [UsageRecord] = []
        var events: [AuditEvent] = []
        for record in records {
            let (person, bot) = (people[record.person], bots[record.purpose])
            if period != KeyPeriod(containing: record.at) {
                period = try await context.custody.ensurePeriodKey(for: tenant.id, containing: record.at)
            }
            let conversation = Conversation(id: .make(at: record.at), bot: bot.id, createdAt: record.at)
            let asked = try message(.asker, record.text, person, conversation, record.at)
            let answered = try message(
                .bot, RecordWords.answer, person, conversation, record.at.adding(milliseconds: 1))
            conversations.append(conversation)
            messages += [asked, answered]
            calls.append(
                UsageRecord(
                    id: .make(at: record.at), bot: bot.id, conversation: conversation.id, person: .visitor(person.id),
                    credential: nil, model: bot.model, tokens: TokenUsage(input: 16, output: 6), accuracy: .exact,
                    createdAt: record.at))
            events.append(
                try context.trail.event(
                    .turnStored, answered.id.rawValue, of: tenant, by: principal, at: record.at, clause: Clause(1, 2)))
        }
        let batch = (conversations, messages, calls)
        try await context.store.tenant(tenant.id).write(events[0], also: Array(events.dropFirst())) { writer in
            for conversation in batch.0 { try writer.insertConversation(conversation) }
            try writer.insertMessages(batch.1)
            for call in batch.2 { try writer.insertUsage(call) }
        }
        return conversations.map(\.id.rawValue)
    }

    private func message(
        _ author: Message.Author, _ text: String, _ person: Visitor, _ conversation: Conversation, _ at: Timestamp
    ) throws -> Message {
        let id = Message.ID.make(at: at)
        let sealed = try context.vault.seal(
            Array(text.utf8),
            in: SealContext(
                tenant: tenant.id.rawValue, table: "message", column: "body", row: id.rawValue,
                dataClass: .conversation), owner: person.ownerKey, period: KeyPeriod(containing: at))
        return Message(
            id: id, conversation: conversation.id, person: .visitor(person.id), author: author,
            ownerKey: person.ownerKey, period: KeyPeriod(containing: at), body: sealed, citations: nil, createdAt: at)
    }
}
