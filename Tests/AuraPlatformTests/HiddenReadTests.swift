import AuraPlatform
import Testing

/// What is due is shown to nobody any more, whether or not it is purged yet (clause 5.1, VAULT.md §8).
@Suite struct HiddenReadTests {
    private func ask(
        _ text: String, _ thread: ChatService.Thread, _ test: TestPlatform, _ acme: ObjectName
    ) async throws -> ChatService.Turn {
        var question = ChatService.Question(text)
        question.streams = false
        question.person = "ann@x.example"
        question.thread = thread
        guard case .done(let turn) = try await test.platform.chat.send(question, to: nil, of: acme, as: test.me) else {
            throw TestPlatform.Refused()
        }
        return turn
    }

    @Test func `a message is hidden from the moment it is due, a conversation once none of it is left to read`()
        async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let id = try #require(try await ask("How do refunds work, first?", .new, test, acme).conversation)
        test.clock.advance(days: 50)
        #expect(try await ask("How do refunds work, then?", .newest, test, acme).conversation == id)
        let conversations = test.platform.conversations
        test.clock.advance(days: 40, milliseconds: -1)
        #expect(try await conversations.show(id, of: acme, as: test.me).messages.count == 4)
        #expect(try await conversations.list(of: acme, as: test.me).map(\.messages) == [4])
        // The answer is a millisecond younger than its question.
        test.clock.advance(milliseconds: 2)
        let left = try await conversations.show(id, of: acme, as: test.me).messages
        #expect(left.compactMap(\.text).first == "How do refunds work, then?" && left.count == 2)
        #expect(try await conversations.list(of: acme, as: test.me).map(\.messages) == [2])
        test.clock.advance(days: 50)
        #expect(try await conversations.list(of: acme, as: test.me).isEmpty)
        var filter = ConversationService.Filter()
        filter.person = "ann@x.example"
        #expect(try await conversations.list(of: acme, filter, as: test.me).isEmpty)
        await expect(.notFound) { try await conversations.show(id, of: acme, as: test.me) }
        await expect(.notFound) { try await ask("And now?", .existing(id), test, acme) }
        #expect(try await ask("How do refunds work, now?", .newest, test, acme).conversation != id)
        // A right and the plan still reach it.
        let export = try await test.platform.subjects.export("ann@x.example", of: acme, as: test.me)
        #expect(String(decoding: export.canonical, as: UTF8.self).contains("How do refunds work, first?"))
        #expect(try await test.platform.retention.plan(as: test.me).dueCount == 6)
    }

    @Test func `usage is counted until it is due`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await ask("How do refunds work?", .new, test, acme)
        let start = test.clock.wallClock.now
        test.clock.advance(days: 365, milliseconds: -1)
        #expect(try await test.platform.usage.show(of: acme, from: start, as: test.me).calls == 1)
        test.clock.advance(milliseconds: 1)
        #expect(try await test.platform.usage.show(of: acme, from: start, as: test.me).calls == 0)
    }
}
