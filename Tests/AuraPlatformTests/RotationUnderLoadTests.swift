import AuraPlatform
import Foundation
import Testing

/// Chat goes on while keys of every level rotate, in this process and by another: no turn fails, none is lost.
@Suite struct RotationUnderLoadTests {
    @Test func `turns go on while root, tenant, content and personal keys rotate in another process`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let people = (0..<4).map { "person-\($0)" }
        for person in people { _ = try await test.ask("How do refunds work?", by: person, of: acme) }
        // Another connection with keys and caches of its own: what a second process is to this one.
        let other = try await test.reopened { $0.waiting = .seconds(60) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for person in people {
                group.addTask {
                    for _ in 0..<25 { _ = try await test.ask("How do refunds work?", by: person, of: acme) }
                }
            }
            group.addTask {
                for round in 0..<5 {
                    _ = try await other.keys.rewrap(acme, as: test.me)
                    _ = try await other.rootKey.rotate(to: .file(path: "root-\(round).key"), as: test.me)
                }
                _ = try await other.keys.reseal(nil, of: acme, as: test.me)
                for person in people.prefix(2) { _ = try await other.keys.reseal(person, of: acme, as: test.me) }
                _ = try await other.keys.rewrap(nil, as: test.me)
            }
            for name in ["second", "third", "fourth"] {
                group.addTask {
                    _ = try await test.platform.tenants.create(name, owner: "o@x.example", as: test.me)
                }
            }
            try await group.waitForAll()
        }
        for platform in [test.platform, other] {
            #expect(try await RotationTests.texts(of: acme, in: platform, as: test.me).count == 208)
        }
        test.platform.close()
        other.close()
        for days in [1, 8] {
            test.clock.advance(days: days)
            let again = try await test.reopened()
            #expect(try await RotationTests.texts(of: acme, in: again, as: test.me).count == 208)
            #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
            let actions = try await again.audit.list(of: acme, as: test.me).map(\.action)
            #expect(!actions.contains(.keyOpened))
            #expect(try await again.tenants.list(as: test.me).count == 4)
            again.close()
        }
        let states = try RawStore(path: test.folder + "/keyring.db")
            .column(
                "SELECT state || ' ' || COUNT(*) FROM wrappedKey WHERE kind = 'tenant' GROUP BY state ORDER BY state")
        #expect(states.count == 2 && states.first?.hasPrefix("destroyed") == true)
    }
}
