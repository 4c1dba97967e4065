import AuraPlatform
import Foundation
import Testing

/// What is destroyed is gone for every process, and nobody brings it back (VAULT.md §3, FAULTS.md R2, R3).
@Suite struct ShreddingTests {
    @Test func `a process that has opened a week's messages cannot open them once another has destroyed the key`()
        async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for _ in 0..<3 { _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme) }
        #expect(try await RotationTests.texts(of: acme, in: test.platform, as: test.me).count == 6)
        test.clock.advance(days: 100)
        let other = try await test.reopened()
        var options = PurgeOptions()
        options.maximumRows = 1
        options.acceptsClockJump = true
        guard case .done(let report) = try await other.retention.purge(options, as: test.me) else {
            throw TestPlatform.Refused()
        }
        // The key went with the first row; the others are left for the next run.
        #expect(report.keysDestroyed == 1 && report.remaining > 0)
        #expect(try RawStore(path: test.folder + "/aura.db").column("SELECT 1 FROM message").count == 5)
        // A person's own export shows what is due and still there; here nothing of it can be opened any more.
        let export = try await test.platform.subjects.export("ann@x.example", of: acme, as: test.me)
        let text = String(decoding: export.canonical, as: UTF8.self)
        #expect(!text.contains("refunds work"))
        let receipt = try #require(report.receipt?.json)
        let gone = try #require(receipt["completedAt"]?.string.flatMap(Timestamp.init))
        #expect(receipt["backups"]?["unrecoverableAfter"]?.string.flatMap(Timestamp.init) == gone.adding(days: 7))
    }

    @Test func `a turn that races an erasure fails or is another person's; the destroyed key seals nothing more`()
        async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let person = try #require(try await test.ask("How do refunds work?", by: "ann@x.example", of: acme).person)
        let other = try await test.reopened { $0.waiting = .seconds(60) }
        let codes = try await withThrowingTaskGroup(of: Set<PlatformError.Code>.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var codes: Set<PlatformError.Code> = []
                    for _ in 0..<20 {
                        do {
                            _ = try await test.ask("How do refunds work?", by: person.rawValue, of: acme)
                        } catch let error as PlatformError {
                            codes.insert(error.code)
                        }
                    }
                    return codes
                }
            }
            group.addTask {
                _ = try await other.subjects.erase("ann@x.example", of: acme, as: test.me)
                return []
            }
            return try await group.reduce(into: Set()) { $0.formUnion($1) }
        }
        #expect(codes == [.notFound])
        let destroyed = try RawStore(path: test.folder + "/keyring.db")
            .column("SELECT keyId FROM wrappedKey WHERE state = 'destroyed'")
        #expect(destroyed.count == 1)
        let used = try RawStore(path: test.folder + "/aura.db")
            .column("SELECT ownerKeyId FROM message UNION SELECT ownerKeyId FROM visitor")
        #expect(Set(used).isDisjoint(with: destroyed))
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `an erased workspace leaves tombstones alone, but for what billing has to keep`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.platform.keys.rewrap(acme, as: test.me)
        _ = try await test.platform.keys.reseal(nil, of: acme, as: test.me)
        _ = try await test.platform.tenants.close("acme", as: test.me)
        test.clock.advance(days: 30)
        let again = try await test.reopened()
        guard case .done = try await again.retention.purge(as: test.me) else { throw TestPlatform.Refused() }
        let kinds = try RawStore(path: test.folder + "/keyring.db")
            .column("SELECT kind FROM wrappedKey WHERE tenantId <> '-' AND state <> 'destroyed'")
        #expect(kinds == ["billing"])
        let wraps = try RawStore(path: test.folder + "/keyring.db")
            .column("SELECT 1 FROM wrappedKey WHERE state = 'destroyed' AND LENGTH(wrapped) > 0")
        #expect(wraps.isEmpty)
        again.close()
        test.clock.advance(days: 9)
        // The rotations that were still waiting find nothing to do.
        let last = try await test.reopened()
        #expect(
            try RawStore(path: test.folder + "/aura.db").column("SELECT 1 FROM job WHERE state = 'running'").isEmpty)
        #expect(try await last.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    private typealias PurgeOptions = RetentionService.PurgeOptions
}
