import AuraPlatform
import Testing

@Suite struct MainJobTests {
    @Test func `a question is answered with a citation that stands in the document`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let turn = try await test.ask("How many days do I have to return an item?", by: "ann@x.example", of: acme)
        #expect(turn.isGrounded)
        #expect(turn.answer.contains("30 days"))
        #expect(turn.citations.first?.quotation.contains("30 days") == true)
    }

    @Test func `a question that the documents cannot answer is not grounded and cites nothing`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let turn = try await test.ask("What is the capital of France?", of: acme)
        #expect(!turn.isGrounded)
        #expect(turn.citations.isEmpty)
        #expect(!turn.answer.isEmpty)
    }

    @Test func `messages older than 90 days are purged, and exactly those`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let old = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        test.clock.advance(days: 60)
        let young = try await test.ask("How do refunds work?", by: "ben@x.example", of: acme)
        test.clock.advance(days: 40)
        let plan = try await test.platform.retention.plan(as: test.me)
        #expect(!plan.isEmpty)
        var options = RetentionService.PurgeOptions()
        options.plan = plan.id
        options.acceptsClockJump = true
        guard case .done(let report) = try await test.platform.retention.purge(options, as: test.me) else {
            Issue.record("the purge was refused")
            return
        }
        #expect(report.receipt != nil)
        let left = try await test.platform.conversations.list(of: acme, as: test.me).map(\.conversation.id)
        #expect(left == [young.conversation].compactMap { $0 })
        #expect(!left.contains { $0 == old.conversation })
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `the purge lag is how long the oldest due row waits, hidden, and is nothing after a purge`() async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        test.clock.advance(days: 1)
        _ = try await test.ask("How do refunds work?", by: "ben@x.example", of: acme)
        test.clock.advance(days: 88, milliseconds: 86_399_999)
        #expect(try await test.platform.retention.status(as: test.me).lagSeconds == 0)
        test.clock.advance(days: 1, milliseconds: 3_600_001)
        let status = try await test.platform.retention.status(as: test.me)
        #expect(status.lagSeconds == 86_400 + 3_600 && status.isOverdue)
        #expect(try await test.platform.health.status(as: test.me).purgeLagSeconds == status.lagSeconds)
        #expect(try await test.platform.conversations.list(of: acme, as: test.me).isEmpty)
        var options = RetentionService.PurgeOptions()
        options.acceptsClockJump = true
        guard case .done = try await test.platform.retention.purge(options, as: test.me) else {
            throw TestPlatform.Refused()
        }
        #expect(try await test.platform.retention.status(as: test.me).lagSeconds == 0)
    }

    @Test func `an erased person is nowhere in the data folder`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("My secret word is rhubarbrhubarb, how do refunds work?", by: "ann@x.example", of: acme)
        let found = try await test.platform.subjects.find("ann@x.example", of: acme, as: test.me)
        #expect(found.counts.reduce(0) { $0 + $1.rows } > 0)
        guard case .done(let receipt) = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        else {
            Issue.record("the erasure was refused")
            return
        }
        #expect(receipt.action == .erase)
        #expect(test.files(containing: "rhubarb", "ann@x.example").isEmpty)
        await #expect(throws: PlatformError.self) {
            try await test.platform.subjects.find("ann@x.example", of: acme, as: test.me)
        }
        let again = try await test.reopened()
        #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `the policy proves itself on a fresh installation`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        let proofs = try await test.platform.policy.verify(as: test.me)
        #expect(proofs.filter { $0.state == .failed } == [])
    }

    @Test func `the demo has history that is due`() async throws {
        let test = try await TestPlatform(startingAt: "2026-11-24T09:00:00.000Z", isDemo: true)
        let plan = try await test.platform.retention.plan(as: test.me)
        #expect(!plan.isEmpty)
    }
}
