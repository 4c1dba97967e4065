import AuraCore
import Testing

@testable import AuraStore

@Suite struct ConversationTests {
    @Test func `a conversation reads in the order in which it was spoken`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let later = (1...4).map { day in
            Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.day(day))
        }
        try await handle.change { try $0.insertMessages(later.reversed()) }
        let id = acme.conversation.id
        #expect(try await handle.read { try $0.messages(in: id, limit: 99) } == acme.messages + later)
        #expect(try await handle.read { try $0.messages(in: id, newest: true, limit: 2) } == Array(later.suffix(2)))
        #expect(try await handle.read { try $0.messages(in: id, limit: 2) } == acme.messages)
        #expect(try await handle.read { try $0.messages(in: id, since: Sample.day(3), limit: 9) } == Array(later[2...]))
        let summary = try await handle.read { try $0.conversations(limit: 9) }
        #expect(
            summary == [ConversationSummary(conversation: acme.conversation, messages: 6, lastAt: Sample.day(4))])
    }

    @Test func `conversations are listed by bot, person and time, the last continued first`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let guest = Visitor(
            id: .make(at: Sample.start), ownerKey: Sample.keyID(), reference: nil, createdAt: Sample.start)
        let second = Conversation(id: .make(at: Sample.day(1)), bot: acme.bot.id, createdAt: Sample.day(1))
        try await handle.change { writer in
            try writer.insertVisitor(guest, referenceIndex: nil)
            try writer.insertConversation(second)
            try writer.insertMessages([Workspace.message(in: second, of: guest, at: Sample.day(1))])
        }
        let bot = acme.bot.id
        #expect(
            try await handle.read { try $0.conversations(limit: 9) }.map(\.conversation) == [second, acme.conversation])
        let person = PersonID.visitor(acme.visitor.id)
        #expect(
            try await handle.read { try $0.conversations(person: person, limit: 9) }.map(\.conversation)
                == [acme.conversation])
        #expect(
            try await handle.read { try $0.conversations(of: bot, since: Sample.day(1), limit: 9) }
                .map(\.conversation) == [second])
        #expect(try await handle.read { try $0.conversations(of: .make(at: Sample.start), limit: 9) }.isEmpty)
        #expect(try await handle.read { try $0.newestConversation(of: bot, person: person) } == acme.conversation)
        #expect(try await handle.read { try $0.askerOfLastTurn(in: second.id) } == .visitor(guest.id))
        // The first person goes on in the second conversation.
        try await handle.change { writer in
            try writer.insertMessages([Workspace.message(in: second, of: acme.visitor, at: Sample.day(2))])
        }
        #expect(try await handle.read { try $0.newestConversation(of: bot, person: person) } == second)
        #expect(try await handle.read { try $0.askerOfLastTurn(in: second.id) } == person)
    }

    @Test func `deleting a conversation takes its messages`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        #expect(try await handle.change { try $0.deleteConversation(acme.conversation.id) } == 2)
        #expect(try await handle.read { try $0.conversation(acme.conversation.id) } == nil)
        #expect(try await handle.read { try $0.population(of: .usage) } == 1, "the call stays")
        await #expect(throws: StoreError.absent) {
            _ = try await handle.change { try $0.deleteConversation(acme.conversation.id) }
        }
        await #expect(throws: StoreError.absent) {
            try await handle.change { writer in
                try writer.insertMessages([Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.start)]
                )
            }
        }
    }

    @Test func `usage is summed by day, bot, model and key`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let extractive = ModelName.extractive
        let records = [
            Workspace.usage(
                of: acme.bot.id, in: nil, by: nil, key: nil, at: Sample.day(1), model: extractive, input: 7),
            Workspace.usage(of: nil, in: nil, by: nil, key: acme.credential.id, at: Sample.day(1), input: 100),
            Workspace.usage(of: acme.bot.id, in: nil, by: nil, key: nil, at: Sample.day(5), input: 1_000),
        ]
        try await handle.change { writer in for record in records { try writer.insertUsage(record) } }
        func sums(_ grouping: UsageGrouping) async throws -> [String?: [Int]] {
            let totals = try await handle.read { reader in
                try reader.usageTotals(by: grouping, from: Sample.start, until: Sample.day(5), limit: 99)
            }
            return Dictionary(uniqueKeysWithValues: totals.map { ($0.group, [$0.calls, $0.tokens.input]) })
        }
        let (first, second) = (Sample.start.date.description, Sample.day(1).date.description)
        #expect(try await sums(.day) == [first: [1, 10], second: [2, 107]])
        #expect(try await sums(.bot) == [acme.bot.id.rawValue: [2, 17], nil: [1, 100]])
        #expect(try await sums(.model) == ["aura/extractive": [1, 7], "openai/gpt": [2, 110]])
        #expect(try await sums(.key) == [acme.credential.id.rawValue: [2, 110], nil: [1, 7]])
        let all = try await handle.read { try $0.usage(from: Sample.start, until: Sample.day(6), limit: 99) }
        #expect(Set(all) == Set(records + [acme.usage]))
        let rest = try await handle.read { reader in
            try reader.usage(from: Sample.start, until: Sample.day(6), after: all[1].id, limit: 99)
        }
        #expect(rest == Array(all[2...]))
        let disclosed = try await handle.read { try $0.disclosures(from: Sample.start, until: Sample.day(1), limit: 9) }
        #expect(disclosed == [acme.disclosure])
    }
}
