import AuraPlatform
import Testing

/// One bit that is not what was written: an integrity error, never a wrong answer.
@Suite struct TamperTests {
    @Test func `a flipped bit in a sealed message is an integrity error`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let turn = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        try RawStore(path: test.folder + "/aura.db").flipBit(in: "message", "body")
        let conversation = try #require(turn.conversation)
        await expect(.integrity) {
            try await test.platform.conversations.show(conversation, of: acme, as: test.me)
        }
    }

    @Test(arguments: [("document", "title"), ("passage", "body"), ("bot", "fallback")])
    func `a flipped bit in sealed content is an integrity error`(table: String, column: String) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        var draft = BotService.Draft()
        draft.fallback = "Please write to us."
        _ = try await test.platform.bots.create("other", draft, of: acme, as: test.me)
        try RawStore(path: test.folder + "/aura.db").flipBit(in: table, column)
        await expect(.integrity) {
            _ = try await test.platform.documents.list(of: acme, as: test.me)
            _ = try await test.platform.documents.search(
                "refunds", in: ObjectName("helpdesk"), of: acme, as: test.me)
            _ = try await test.platform.bots.list(of: acme, as: test.me)
        }
    }

    @Test func `a flipped bit in a wrapped key is an integrity error`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        test.platform.close()
        try RawStore(path: test.folder + "/keyring.db").flipBit(in: "wrappedKey", "wrapped", where: "kind = 'tenant'")
        let again = try await test.reopened()
        await expect(.integrity) { try await again.members.list(of: acme, as: test.me) }
    }

    @Test func `a flipped bit in an audit entry is found by verification`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        try RawStore(path: test.folder + "/aura.db").flipBit(in: "auditEntry", "entry", where: "sequence = 1")
        let reports = try await test.platform.audit.verify(as: test.me)
        #expect(reports.contains { $0.firstBadSequence == 1 })
        let proofs = try await test.platform.policy.verify(as: test.me)
        #expect(proofs.contains { $0.control == .auditChain && $0.state == .failed })
    }
}
