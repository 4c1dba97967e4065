import AuraPlatform
import Foundation
import Testing

/// A job that was stopped between two batches is finished by the next open, with the same receipt.
@Suite struct ResumeTests {
    @Test func `a purge that was stopped is finished when the store is opened again`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for turn in 0..<300 {
            _ = try await test.ask("How do refunds work?", by: "person-\(turn % 7)", of: acme)
        }
        test.clock.advance(days: 100)
        let plan = try await test.platform.retention.plan(as: test.me)
        #expect(plan.dueCount == 900)  // 600 messages, and 300 calls that lose their identifiers
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var options = RetentionService.PurgeOptions()
                    options.plan = plan.id
                    options.acceptsClockJump = true
                    _ = try await test.platform.retention.purge(options, as: test.me) { _ in
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(try await !test.platform.retention.plan(asOf: plan.asOf, as: test.me).isEmpty)
        test.platform.close()
        let again = try await test.reopened()
        #expect(try await again.retention.plan(asOf: plan.asOf, as: test.me).isEmpty)
        let receipt = try #require(try await again.retention.receipts(as: test.me).first)
        #expect(receipt.json["planDigest"]?.string == plan.digest)
        #expect(receipt.json["perClass"]?.array?.first?["rowsBefore"] == 900)
        #expect(receipt.json["perClass"]?.array?.first?["rowsAfter"] == 0)
        #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
        #expect(try await again.conversations.list(of: acme, as: test.me).isEmpty)
    }

    @Test func `a purge of several workspaces that was stopped has one ledger entry for each, in their order`()
        async throws
    {
        let test = try await TestPlatform()
        var tenants: [String] = []
        for name in ["one", "two", "three", "four"] {
            let tenant = try await test.platform.tenants.create(name, owner: "o@\(name).example", as: test.me).tenant
            _ = try await test.platform.bots.create("helpdesk", of: tenant.name, as: test.me)
            _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: tenant.name)
            tenants.append(tenant.id.rawValue)
        }
        tenants.sort()
        test.clock.advance(days: 100)
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var options = RetentionService.PurgeOptions()
                    options.acceptsClockJump = true
                    _ = try await test.platform.retention.purge(options, as: test.me) { step in
                        if step.done > 3 { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
                try await group.waitForAll()
            }
        }
        func entries() throws -> [String] {
            try String(contentsOfFile: test.folder + "/ledger.jsonl", encoding: .utf8).split(separator: "\n").compactMap
            {
                try JSONValue(parsing: Array($0.utf8))["tenant"]?.string
            }
        }
        #expect(try entries() == Array(tenants.prefix(2)))
        let again = try await test.reopened()
        #expect(try entries() == tenants)
        let receipt = try #require(try await again.retention.receipts(as: test.me).first)
        #expect(receipt.json["perClass"]?.array?.first?["keysDestroyed"] == 4)
    }

    @Test func `an undisturbed purge and a resumed one give the same receipt digest`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for _ in 0..<3 { _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme) }
        test.clock.advance(days: 100)
        guard case .done(let report) = try await test.platform.retention.purge(as: test.me) else {
            Issue.record("refused")
            return
        }
        let line = try #require(report.receipt?.json["perClass"]?.array?.first)
        #expect(line["keysDestroyed"] == 1)
        #expect(line["rowsBefore"] == 9)
        #expect(report.deleted == 9)
        #expect(report.keysDestroyed == 1)
    }
}
