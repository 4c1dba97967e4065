import AuraPlatform
import Synchronization
import Testing

/// The same idempotency key with the same question is one turn (CLI.md C15).
@Suite struct IdempotencyTests {
    @Test func `the same key and question give the same turn and have one effect`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let first = try await send("How many days do I have to return an item?", key: "order-5", to: acme, test)
        #expect(first.isGrounded)
        let again = try await send("How many days do I have to return an item?", key: "order-5", to: acme, test)
        #expect(again == first)
        #expect(try await test.platform.usage.show(of: acme, as: test.me).calls == 1)
        #expect(try await test.platform.conversations.list(of: acme, as: test.me).map(\.messages) == [2])
        #expect(test.files(containing: "order-5").isEmpty)
    }

    @Test func `what is given again is shown as the first was`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        var shown: [String] = []
        for _ in 0..<2 {
            let text = Mutex("")
            _ = try await send("How do I get my money?", key: "k", to: acme, test) { delta in
                text.withLock { $0 += delta.text }
            }
            shown.append(text.withLock { $0 })
        }
        #expect(!shown[0].isEmpty && shown[0] == shown[1])
    }

    @Test(arguments: [
        ("How do I get my money?", "ann@x.example"), ("how many days do I have?", "ann@x.example"),
        ("How many days do I have?", "bob@x.example"),
    ])
    func `a key that comes with another question is a conflict and changes nothing`(
        text: String, person: String
    ) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await send("How many days do I have?", by: "ann@x.example", key: "k", to: acme, test)
        await expect(.exists) { try await send(text, by: person, key: "k", to: acme, test) }
        #expect(try await test.platform.usage.show(of: acme, as: test.me).calls == 1)
    }

    @Test func `a key is remembered for a day, and by its own tenant alone`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let first = try await send("How do refunds work?", key: "k", to: acme, test)
        test.clock.advance(milliseconds: 23 * 3_600_000)
        #expect(try await send("How do refunds work?", key: "k", to: acme, test) == first)
        test.clock.advance(milliseconds: 2 * 3_600_000)
        #expect(try await send("How do refunds work?", key: "k", to: acme, test).message != first.message)
        let other = try await test.platform.tenants.create("other", owner: "o@o.example", as: test.me).tenant.name
        _ = try await test.platform.bots.create("bot", of: other, as: test.me)
        #expect(try await !send("How do refunds work?", key: "k", to: other, test).isGrounded)
    }

    @Test func `a turn that was deleted or erased is not given again`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let first = try await send("How do refunds work?", by: "ann@x.example", key: "k", to: acme, test)
        _ = try await test.platform.conversations.delete(try #require(first.conversation), of: acme, as: test.me)
        let second = try await send("How do refunds work?", by: "ann@x.example", key: "k", to: acme, test)
        #expect(second.message != first.message)
        _ = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        let third = try await send("How do refunds work?", by: "ann@x.example", key: "k", to: acme, test)
        #expect(third.person != second.person)
    }

    @Test func `a turn that is not stored takes no key`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        var question = ChatService.Question("How do refunds work?")
        question.isStored = false
        question.idempotencyKey = "k"
        await expect(.invalidInput) {
            try await test.platform.chat.send(question, to: nil, of: acme, as: test.me)
        }
        #expect(try await test.platform.usage.show(of: acme, as: test.me).calls == 0)
    }

    private func send(
        _ text: String, by person: String? = nil, key: String, to tenant: ObjectName, _ test: TestPlatform,
        sink: @escaping ChatSink = { (_) in }
    ) async throws -> ChatService.Turn {
        var question = ChatService.Question(text)
        question.person = person
        question.idempotencyKey = key
        guard
            case .done(let turn) = try await test.platform.chat.send(
                question, to: nil, of: tenant, as: test.me, sink: sink)
        else { throw TestPlatform.Refused() }
        return turn
    }
}
