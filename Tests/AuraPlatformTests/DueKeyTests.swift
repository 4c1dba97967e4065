import AuraPlatform
import Foundation
import Testing

/// Every key that is due is rotated by one command, which may be stopped and run again (VAULT.md §1).
@Suite struct DueKeyTests {
    private func ids(_ test: TestPlatform, _ condition: String) throws -> Set<String> {
        Set(try RawStore(path: test.folder + "/keyring.db").column("SELECT keyId FROM wrappedKey WHERE \(condition)"))
    }

    /// Two workspaces with people, an LLM key, and a year later one person more.
    private func aged() async throws -> (TestPlatform, ObjectName) {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.platform.credentials.set(
            SecretBytes(copying: "sk-not-a-real-key-123".utf8), vendor: .openAI, isChecked: false, for: acme,
            as: test.me)
        _ = try await test.platform.tenants.create("beta", owner: "o@beta.example", as: test.me)
        test.clock.advance(days: 364)
        #expect(try await test.platform.keys.rotateDue(nil, as: test.me).owners == 0, "no key is due yet")
        test.clock.advance(days: 1)
        _ = try await test.ask("How do refunds work?", by: "bob@x.example", of: acme)
        return (test, acme)
    }

    /// Bob's messages are shown; ann's are a year old and hidden, but a right still reaches them.
    private func expectReadable(_ acme: ObjectName, in platform: Platform, as me: Principal) async throws {
        #expect(try await RotationTests.texts(of: acme, in: platform, as: me).count == 2)
        let export = try await platform.subjects.export("ann@x.example", of: acme, as: me)
        #expect(String(decoding: export.canonical, as: UTF8.self).contains("How do refunds work?"))
    }

    @Test func `a sweep rotates what is due and nothing else, and is not needed twice`() async throws {
        let (test, acme) = try await aged()
        let bob = try RawStore(path: test.folder + "/aura.db").column(
            "SELECT ownerKeyId FROM visitor ORDER BY createdAt DESC LIMIT 1")
        let before = try ids(test, "state = 'enabled' AND kind = 'owner'")
        let report = try await test.platform.keys.rotateDue(nil, as: test.me)
        // Two contents, two owners, ann; not bob, and not the LLM key.
        #expect(report.tenants == 2 && report.owners == 5 && report.left == 1 && report.rows > 3)
        let replaced = try ids(test, "successorId IS NOT NULL AND kind = 'owner'")
        #expect(replaced.count == 5 && replaced.isSubset(of: before))
        #expect(replaced.isDisjoint(with: bob))
        #expect(try await test.platform.rootKey.status(as: test.me).keysDue == 1)
        let again = try await test.platform.keys.rotateDue(nil, as: test.me)
        #expect(again.tenants == 0 && again.owners == 0 && again.left == 1)
        try await expectReadable(acme, in: test.platform, as: test.me)
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `a sweep of one workspace leaves the others alone`() async throws {
        let (test, _) = try await aged()
        let beta = try #require(ObjectName("beta"))
        let report = try await test.platform.keys.rotateDue(beta, as: test.me)
        #expect(report.tenants == 1 && report.owners == 2 && report.left == 0)
        #expect(try await test.platform.rootKey.status(as: test.me).keysDue == 5)
    }

    @Test func `a sweep that was stopped does the rest when it is run again`() async throws {
        let (test, acme) = try await aged()
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await test.platform.keys.rotateDue(nil, as: test.me) { step in
                        if step.done == 2 { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
                try await group.waitForAll()
            }
        }
        test.platform.close()
        let again = try await test.reopened()
        // The LLM key's own may have been one of the two: it counts as looked at, and is still due.
        let due = try await again.rootKey.status(as: test.me).keysDue
        #expect((6...7).contains(due))
        let report = try await again.keys.rotateDue(nil, as: test.me)
        #expect(report.tenants == 1 && report.tenants + report.owners + report.left == due && report.left == 1)
        #expect(try await again.rootKey.status(as: test.me).keysDue == 1)
        try await expectReadable(acme, in: again, as: test.me)
    }
}
