import AuraPlatform
import Testing

/// Clause 5.2: a closed workspace is gone within 30 days, and only then.
@Suite struct ClosureTests {
    @Test func `a closed workspace does nothing any more and is erased on its day`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work? zanzibarzanzibar", by: "ann@x.example", of: acme)
        guard case .done(let closed) = try await test.platform.tenants.close("acme", as: test.me) else {
            Issue.record("refused")
            return
        }
        #expect(closed.tenant.eraseAt == test.clock.wallClock.now.adding(days: 29))
        await expect(.notPermitted) { try await test.ask("How do refunds work?", of: acme) }
        #expect(try await test.platform.documents.list(of: acme, as: test.me).count == 1)
        test.clock.advance(days: 29, milliseconds: -1)
        #expect(try await test.platform.retention.plan(as: test.me).isEmpty)
        test.clock.advance(milliseconds: 1)
        guard case .done(let report) = try await test.platform.retention.purge(as: test.me) else {
            Issue.record("refused")
            return
        }
        #expect(report.receipt != nil)
        #expect(try await test.platform.tenants.list(as: test.me).isEmpty)
        await expect(.notFound) { try await test.platform.members.list(of: acme, as: test.me) }
        #expect(test.files(containing: "zanzibar", "olga@acme.example").isEmpty)
        #expect(try await test.platform.audit.verify(as: test.me).count == 2)
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
        let again = try await test.reopened()
        #expect(try await again.policy.verify(as: test.me).filter { $0.state == .failed } == [])
    }

    @Test func `a closure later than the policy allows is refused`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        guard
            case .refused(let refusal) = try await test.platform.tenants.close(
                "acme", after: CalendarDuration(days: 30), as: test.me)
        else {
            Issue.record("30 days were allowed")
            return
        }
        #expect(refusal.clause == Clause(5, 2))
        #expect(try await test.platform.tenants.show("acme", as: test.me).tenant.state == .active)
    }

    @Test func `one tenant's closure leaves the other as it was`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.platform.tenants.create("other", owner: "o@other.example", as: test.me)
        _ = try await test.platform.tenants.close("other", after: CalendarDuration(seconds: 1), as: test.me)
        test.clock.advance(days: 1)
        _ = try await test.platform.retention.purge(as: test.me)
        #expect(try await test.platform.tenants.list(as: test.me).map(\.tenant.name) == [acme])
        #expect(try await test.ask("How many days do I have to return an item?", of: acme).answer.isEmpty == false)
    }
}
