import AuraCore
import Testing

@testable import AuraStore

@Suite struct RetentionTests {
    /// A store with one message and one call on each of the days 1 … 20, all in one conversation.
    private func twentyDays(in folder: TestFolder) async throws -> (TenantStore, Workspace, [Message], [UsageRecord]) {
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let messages = (1...20).map { Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.day($0)) }
        let calls = (1...20).map { day in
            Workspace.usage(
                of: acme.bot.id, in: acme.conversation.id, by: acme.visitor.id, key: nil, at: Sample.day(day))
        }
        try await handle.change { writer in
            try writer.insertMessages(messages)
            for call in calls { try writer.insertUsage(call) }
        }
        return (handle, acme, messages, calls)
    }

    @Test func `rows that may be due come oldest first, page by page, and a row of the cut-off itself does not`()
        async throws
    {
        let folder = TestFolder()
        let (handle, acme, messages, calls) = try await twentyDays(in: folder)
        var found: [DueRow] = []
        while true {
            let last = found.last
            let page = try await handle.read { reader in
                try reader.dueRows(.messages, createdBefore: Sample.day(11), after: last, limit: 4)
            }
            if page.isEmpty { break }
            found += page
        }
        #expect(found.map(\.id) == (acme.messages + messages.prefix(10)).map(\.id.rawValue))
        #expect(found.map(\.createdAt) == found.map(\.createdAt).sorted())
        let answer = acme.messages[1]
        #expect(found[1].bytes == answer.body.bytes.count + (answer.citations?.bytes.count ?? 0))
        let due = try await handle.read { try $0.dueRows(.usage, createdBefore: Sample.day(3), limit: 99) }
        #expect(due.map(\.id) == ([acme.usage] + calls.prefix(2)).map(\.id.rawValue))
    }

    @Test func `rows of one moment are each on one page`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let same = (0..<9).map { _ in Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.day(1)) }
        try await handle.change { try $0.insertMessages(same) }
        var found: [DueRow] = []
        for _ in 0..<6 {
            let last = found.last
            found += try await handle.read { reader in
                try reader.dueRows(.messages, createdBefore: Sample.day(2), after: last, limit: 2)
            }
        }
        #expect(found.count == 11)
        #expect(Set(found.map(\.id)) == Set((acme.messages + same).map(\.id.rawValue)))
    }

    @Test func `a purge removes what it is given, once, and nothing that is younger than the cut-off`() async throws {
        let folder = TestFolder()
        let (handle, acme, messages, calls) = try await twentyDays(in: folder)
        let ids = messages.map(\.id.rawValue)
        let removed = try await handle.change { try $0.purge(ids, of: .conversation, createdBefore: Sample.day(11)) }
        #expect(removed == 10)
        #expect(try await handle.change { try $0.purge(ids, of: .conversation, createdBefore: Sample.day(11)) } == 0)
        let left = try await handle.read { try $0.messages(in: acme.conversation.id, limit: 99) }
        #expect(left == acme.messages + messages.dropFirst(10))
        let used = calls.map(\.id.rawValue) + [acme.usage.id.rawValue]
        #expect(try await handle.change { try $0.purge(used, of: .usage, createdBefore: Sample.day(1)) } == 1)
        #expect(
            try await handle.read { try $0.disclosures(from: Sample.start, until: Sample.day(99), limit: 9) }.isEmpty)
        #expect(try await handle.change { try $0.purge(used, of: .account, createdBefore: Sample.day(99)) } == 0)
        #expect(try await handle.read { try $0.population(of: .usage) } == 20)
    }

    @Test func `a conversation goes with its last message`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let ids = acme.messages.map(\.id.rawValue)
        _ = try await handle.change { try $0.purge([ids[0]], of: .conversation, createdBefore: Sample.day(1)) }
        #expect(try await handle.read { try $0.conversation(acme.conversation.id) } != nil)
        _ = try await handle.change { try $0.purge([ids[1]], of: .conversation, createdBefore: Sample.day(1)) }
        #expect(try await handle.read { try $0.conversation(acme.conversation.id) } == nil)
    }

    @Test func `one transaction takes no more than a batch`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let many = (0..<Limits.batchRows + 20).map { _ in
            Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.start)
        }
        try await handle.change { try $0.insertMessages(many) }
        let ids = many.map(\.id.rawValue)
        let purge: @Sendable (TenantWriter) throws -> Int = {
            try $0.purge(ids, of: .conversation, createdBefore: Sample.day(1))
        }
        #expect(try await handle.change(purge) == Limits.batchRows)
        #expect(try await handle.read { try $0.population(of: .conversation) } == 23, "the calls that name it count")
        let erase: @Sendable (TenantWriter) throws -> Int = {
            try $0.erase(.visitor(acme.visitor.id), key: acme.visitor.ownerKey, in: "message", limit: .max)
        }
        try await handle.change { try $0.insertMessages(many.prefix(Limits.batchRows).map { $0 }) }
        #expect(try await handle.change(erase) == Limits.batchRows)
    }

    @Test func `a call loses its identifiers and keeps its numbers`() async throws {
        let folder = TestFolder()
        let (handle, acme, _, calls) = try await twentyDays(in: folder)
        let due = try await handle.read { try $0.dueRows(.identifiedUsage, createdBefore: Sample.day(5), limit: 99) }
        #expect(due.map(\.id) == ([acme.usage] + calls.prefix(4)).map(\.id.rawValue))
        let ids = calls.map(\.id)
        let stripped = try await handle.change { try $0.stripUsageIdentifiers(ids, createdBefore: Sample.day(5)) }
        #expect(stripped == 4)
        #expect(try await handle.change { try $0.stripUsageIdentifiers(ids, createdBefore: Sample.day(5)) } == 0)
        let record = try #require(
            try await handle.read { try $0.usage(from: Sample.day(1), until: Sample.day(2), limit: 9) }.first)
        #expect((record.person, record.conversation) == (nil, nil))
        #expect(record.tokens == calls[0].tokens)
        #expect(record.bot == acme.bot.id)
    }

    @Test func `a week that has ended tells what is left under its key`() async throws {
        let folder = TestFolder()
        let (handle, _, messages, _) = try await twentyDays(in: folder)
        let week = KeyPeriod(containing: Sample.start)
        let days = (0...20).map { KeyPeriod(containing: Sample.day($0)) }
        let ended = try await handle.read { try $0.periods(endedBy: week.end, limit: 9) }
        #expect(ended.map(\.period) == [week])
        // The first day has two messages.
        #expect(ended.first?.messages == days.filter { $0 == week }.count + 1)
        #expect(
            ended.first?.newest == messages.last { $0.period == week }?.createdAt
                ?? Sample.start.adding(milliseconds: 1))
        let before = week.end.adding(milliseconds: -1)
        #expect(try await handle.read { try $0.periods(endedBy: before, limit: 9) }.isEmpty)
        let all = try await handle.read { try $0.periods(endedBy: Sample.day(60), limit: 9) }
        #expect(all.map(\.period) == Set(days).sorted())
        #expect(all.map(\.messages).reduce(0, +) == 22)
    }

    @Test func `a class without rows that age has none`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let counts = try await store.tenant(acme.tenant.id).read { reader in
            try DataClass.allCases.map { try reader.population(of: $0) }
        }
        let byClass = Dictionary(uniqueKeysWithValues: zip(DataClass.allCases, counts))
        let expected: [DataClass: Int] = [.account: 2, .content: 1, .conversation: 3, .usage: 1, .credential: 1]
        #expect(byClass.filter { $0.value > 0 } == expected)
    }
}
