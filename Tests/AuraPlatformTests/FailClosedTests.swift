import AuraPlatform
import AuraTestSupport
import Testing

/// What may not happen unrecorded does not happen: the audit entry cannot be written here (VAULT.md §7).
@Suite struct FailClosedTests {
    @Test func `no key is opened and no call is made when the opening cannot be recorded`() async throws {
        try await VendorTurnTests().withVendor(VendorTurnTests.answer("30 days.")) { test, acme, vendor in
            let database = RawStore(path: test.folder + "/aura.db")
            try database.refuse("key.opened")
            await expect(.internalFailure) {
                try await test.ask("How many days do I have?", by: "ann@x.example", of: acme)
            }
            #expect(vendor.requests.isEmpty)
            #expect(try await test.platform.conversations.list(of: acme, as: test.me).isEmpty)
            #expect(try await test.platform.usage.show(of: acme, as: test.me).calls == 0)
            try database.run("DROP TRIGGER refuse")
            _ = try await test.ask("How many days do I have?", by: "ann@x.example", of: acme)
            #expect(vendor.requests.count == 1)
        }
    }

    @Test func `an erasure that cannot be recorded does not begin`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let turn = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        let conversation = try #require(turn.conversation)
        let before = try await test.platform.conversations.show(conversation, of: acme, as: test.me)
        let ledger = try await test.copy("ledger.jsonl")
        try RawStore(path: test.folder + "/aura.db").refuse("erasure.started")
        await expect(.internalFailure) {
            try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        }
        #expect(try await test.copy("ledger.jsonl") == ledger, "no key was destroyed")
        let after = try await test.platform.conversations.show(conversation, of: acme, as: test.me)
        #expect(after.messages.map(\.text) == before.messages.map(\.text))
    }

    @Test(arguments: ["erasure.batch", "erasure.completed"])
    func `an erasure that cannot be recorded to its end is not reported as done, and is finished later`(
        action: String
    ) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        let database = RawStore(path: test.folder + "/aura.db")
        try database.refuse(action)
        await expect(.internalFailure) {
            try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        }
        #expect(try await test.platform.retention.receipts(as: test.me).isEmpty)
        try database.run("DROP TRIGGER refuse")
        test.platform.close()
        let again = try await test.reopened()
        #expect(try await again.retention.receipts(as: test.me).count == 1)
        #expect(try await again.retention.verifyReceipts(as: test.me).allSatisfy { $0.holds })
        #expect(try await again.audit.verify(as: test.me).allSatisfy { $0.holds })
    }

    @Test func `a purge whose completion cannot be recorded gives no receipt`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        test.clock.advance(days: 40)
        _ = try await test.platform.retention.purge(as: test.me)
        test.clock.advance(days: 44)
        _ = try await test.platform.retention.purge(as: test.me)
        test.clock.advance(days: 14)
        let database = RawStore(path: test.folder + "/aura.db")
        try database.refuse("purge.completed")
        await expect(.internalFailure) { try await test.platform.retention.purge(as: test.me) }
        #expect(try await test.platform.retention.receipts(as: test.me).isEmpty)
        try database.run("DROP TRIGGER refuse")
        test.platform.close()
        #expect(try await test.reopened().retention.verifyReceipts(as: test.me).map(\.holds) == [true])
    }
}
