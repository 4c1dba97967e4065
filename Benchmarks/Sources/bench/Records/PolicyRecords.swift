import AuraPlatform
import BenchmarkSupport

/// The records in AURA, through the use cases that a program has: everything sealed, audited, bound to its purpose.
struct PolicyRecords: RecordStore {
    let bench: TemporaryPlatform

    private var platform: Platform { bench.platform }
    private var tenant: ObjectName { bench.tenant }
    private var me: Principal { bench.principal }

    func perform(_ work: RecordWork, at now: Timestamp) async throws -> RecordAnswer {
        switch work {
        case .insert(let person, let purpose, let text, _):
            try await send(text, person, purpose, .new)
        case .update(let key, let person, let purpose, let text):
            try await send(text, person, purpose, .existing(try id(key)))
        case .updateByPurpose(let person, let purpose, let text):
            try await send(text, person, purpose, .newest)
        case .updateBySubject(let person, let text):
            try await continueNewest(of: person, text)
        case .delete(let key):
            .key(try await platform.conversations.delete(try id(key), of: tenant, as: me).conversation.id.rawValue)
        case .read(let key), .verifyDeletion(let key):
            .texts(try await texts(of: try id(key)))
        case .readBySubject(let person):
            try await records(of: person)
        case .listByPurpose(let purpose, let since):
            try await list { filter in
                filter.bot = ObjectName(RecordWords.purpose(purpose))
                filter.since = since
            }
        case .listBySubject(let person):
            try await list { $0.person = RecordWords.person(person) }
        case .metadata(let person):
            try await counts(of: person)
        case .logs(let since):
            .log(
                // The plain store logs no reading.
                try await platform.audit.list(of: tenant, since: since, as: me).map(\.action.rawValue)
                    .filter { $0 != RecordWords.exported })
        }
    }

    private func id(_ key: String) throws -> Conversation.ID {
        guard let id = Conversation.ID(key) else { throw CancellationError() }
        return id
    }

    private func send(
        _ text: String, _ person: Int, _ purpose: Int, _ thread: ChatService.Thread
    ) async throws -> RecordAnswer {
        try await send(text, person, ObjectName(RecordWords.purpose(purpose)), thread)
    }

    private func send(
        _ text: String, _ person: Int, _ bot: ObjectName?, _ thread: ChatService.Thread
    ) async throws -> RecordAnswer {
        var question = ChatService.Question(text)
        question.person = RecordWords.person(person)
        question.thread = thread
        guard case .done(let turn) = try await platform.chat.send(question, to: bot, of: tenant, as: me),
            let key = turn.conversation
        else { return .texts(nil) }
        return .key(key.rawValue)
    }

    /// The list tells the record, the record its purpose, as a program that knows neither would find them.
    private func continueNewest(of person: Int, _ text: String) async throws -> RecordAnswer {
        var filter = ConversationService.Filter()
        filter.person = RecordWords.person(person)
        guard let newest = try await platform.conversations.list(of: tenant, filter, as: me).first else {
            return .texts(nil)
        }
        let bots = try await platform.bots.list(of: tenant, as: me)
        let bot = bots.first { $0.bot.id == newest.conversation.bot }?.bot.name
        return try await send(text, person, bot, .existing(newest.conversation.id))
    }

    private func texts(of id: Conversation.ID) async throws -> [String]? {
        do throws(PlatformError) {
            let (_, messages) = try await platform.conversations.show(id, of: tenant, as: me)
            return messages.map { $0.text ?? "shredded" }
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// The person's own copy of all that is held of them (Art. 15), whose messages are these.
    private func records(of person: Int) async throws -> RecordAnswer {
        let archive = try await platform.subjects.export(RecordWords.person(person), of: tenant, as: me)
        let rows = archive["classes"]?["conversation"]?.array ?? []
        var records: [String: [(at: String, text: String)]] = [:]
        for row in rows where row["table"]?.string == "message" {
            guard let key = row["conversationId"]?.string, let text = row["body"]?.string,
                let at = row["createdAt"]?.integer
            else { throw CancellationError() }
            records[key, default: []].append((String(at), text))
        }
        return .records(records.mapValues { $0.sorted { $0.at < $1.at }.map(\.text) })
    }

    private func list(_ change: (inout ConversationService.Filter) -> Void) async throws -> RecordAnswer {
        var filter = ConversationService.Filter()
        change(&filter)
        return .listed(
            try await platform.conversations.list(of: tenant, filter, as: me).map {
                RecordAnswer.Listed(key: $0.conversation.id.rawValue, messages: $0.messages)
            })
    }

    private func counts(of person: Int) async throws -> RecordAnswer {
        let map = try await platform.subjects.find(RecordWords.person(person), of: tenant, as: me)
        func rows(_ table: String) -> Int { map.counts.first { $0.table == table }?.rows ?? 0 }
        return .counts(people: rows("visitor"), messages: rows("message"), calls: rows("usage"))
    }
}
