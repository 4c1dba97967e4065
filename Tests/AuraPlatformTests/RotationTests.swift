import AuraPlatform
import Foundation
import Testing

/// Tenant and owner keys rotate: no plaintext changes, nothing is lost, and no LLM key is opened for it (VAULT.md §2).
@Suite struct RotationTests {
    /// Every message of a tenant, opened; a message whose key is gone fails the test.
    static func texts(of tenant: ObjectName, in platform: Platform, as me: Principal) async throws -> [String] {
        var texts: [String] = []
        for overview in try await platform.conversations.list(of: tenant, as: me) {
            for message in try await platform.conversations.show(overview.conversation.id, of: tenant, as: me).messages
            {
                texts.append(try #require(message.text, "a message cannot be read"))
            }
        }
        return texts.sorted()
    }

    private func keys(_ test: TestPlatform, _ condition: String) throws -> [String] {
        try RawStore(path: test.folder + "/keyring.db")
            .column("SELECT keyId FROM wrappedKey WHERE \(condition) ORDER BY keyId")
    }

    private func bodies(_ test: TestPlatform) throws -> [String] {
        try RawStore(path: test.folder + "/aura.db").column("SELECT hex(body) FROM message ORDER BY messageId")
    }

    @Test func `a new tenant key wraps every other key, touches no data, and the old one goes after a week`()
        async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for person in ["ann@x.example", "bob@x.example"] {
            _ = try await test.ask("How do refunds work?", by: person, of: acme)
        }
        let before = try await Self.texts(of: acme, in: test.platform, as: test.me)
        let sealed = try bodies(test)
        let old = try #require(try keys(test, "kind = 'tenant'").first)
        let report = try await test.platform.keys.rewrap(acme, as: test.me)
        #expect(report.tenants == 1 && report.keys == 6, "content, owner, index, two visitors, a week")
        #expect(try bodies(test) == sealed)
        #expect(try await Self.texts(of: acme, in: test.platform, as: test.me) == before)
        #expect(try keys(test, "kind = 'tenant' AND state = 'disabled'") == [old])
        let new = try #require(try keys(test, "kind = 'tenant' AND state = 'enabled' AND version = 2").first)
        let wrapping = try RawStore(path: test.folder + "/keyring.db").column(
            "SELECT DISTINCT lower(hex(substr(wrapped, 7, 16))) FROM wrappedKey WHERE kind IN ('owner', 'period', 'index')"
        )
        #expect(wrapping == [new])
        test.platform.close()
        test.clock.advance(days: 6)
        try await test.reopened().close()
        #expect(try keys(test, "kind = 'tenant' AND state = 'disabled'") == [old])
        test.clock.advance(days: 1)
        let again = try await test.reopened()
        #expect(try keys(test, "state = 'destroyed'") == [old])
        #expect(try await Self.texts(of: acme, in: again, as: test.me) == before)
        #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
        #expect(try await again.audit.list(as: test.me).map(\.action).contains(.keysDestroyed))
    }

    @Test func `a rewrap of all tenants that was stopped goes on with the next open, each tenant once`() async throws {
        let test = try await TestPlatform()
        for name in ["one", "two", "three"] {
            _ = try await test.platform.tenants.create(name, owner: "o@\(name).example", as: test.me)
        }
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await test.platform.keys.rewrap(nil, as: test.me) { step in
                        if step.done == 1 { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(try keys(test, "kind = 'tenant' AND version = 2").count == 1)
        test.platform.close()
        let again = try await test.reopened()
        #expect(try keys(test, "kind = 'tenant' AND version = 2 AND state = 'enabled'").count == 3)
        #expect(try keys(test, "kind = 'tenant' AND version > 2").isEmpty)
        #expect(try await again.tenants.list(as: test.me).count == 3)
        for overview in try await again.tenants.list(as: test.me) {
            let events = try await again.audit.list(of: overview.tenant.name, as: test.me)
            #expect(events.count { $0.action == .tenantKeyRotated } == 1)
        }
        // A tenant that is made afterwards is none of it.
        _ = try await again.tenants.create("four", owner: "o@four.example", as: test.me)
        again.close()
        try await test.reopened().close()
        #expect(try keys(test, "kind = 'tenant' AND version = 2").count == 3)
    }

    @Test(arguments: [true, false])
    func `an owner key is replaced, kept for an hour, disabled for a week, then destroyed`(isPerson: Bool) async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for _ in 0..<3 { _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme) }
        let before = try await Self.texts(of: acme, in: test.platform, as: test.me)
        let sealed = try bodies(test)
        let person = isPerson ? "ann@x.example" : nil
        let report = try await test.platform.keys.reseal(person, of: acme, as: test.me)
        #expect(report.rows > 3)
        #expect(try (Set(bodies(test)).isDisjoint(with: sealed)) == isPerson)
        let old = try #require(try keys(test, "successorId IS NOT NULL AND state = 'enabled'").first)
        await expect(.exists) { try await test.platform.keys.reseal(person, of: acme, as: test.me) }
        #expect(try await Self.texts(of: acme, in: test.platform, as: test.me) == before)
        #expect(try await test.platform.documents.search("refunds", in: nil, of: acme, as: test.me).isEmpty == false)
        test.clock.advance(milliseconds: 3_600_000)
        try await test.reopened().close()
        #expect(try keys(test, "state = 'disabled'") == [old])
        test.clock.advance(days: 7)
        let again = try await test.reopened()
        #expect(try keys(test, "state = 'destroyed'") == [old])
        #expect(try await Self.texts(of: acme, in: again, as: test.me) == before)
        _ = try await again.audit.list(of: acme, as: test.me)
        #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
        _ = try await again.keys.reseal(person, of: acme, as: test.me)
        let raw = RawStore(path: test.folder + "/aura.db")
        for (table, column) in [
            ("message", "body"), ("document", "body"), ("passage", "body"), ("auditPayload", "sealed"),
        ] {
            let left = try raw.column(
                "SELECT 1 FROM \(table) WHERE lower(hex(substr(\(column), 7, 16))) = '\(old)'")
            #expect(left.isEmpty, "\(table)")
        }
    }

    @Test func `a sweep that was stopped goes on where it was, and every value opens meanwhile`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for _ in 0..<260 { _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme) }
        let before = try await Self.texts(of: acme, in: test.platform, as: test.me)
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await test.platform.keys.reseal("ann@x.example", of: acme, as: test.me) { _ in
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
                try await group.waitForAll()
            }
        }
        let old = try #require(try keys(test, "successorId IS NOT NULL").first)
        func left() throws -> Int {
            try RawStore(path: test.folder + "/aura.db").column("SELECT 1 FROM message WHERE ownerKeyId = '\(old)'")
                .count
        }
        #expect(try left() == 20, "one batch of 500 is done")
        #expect(try await Self.texts(of: acme, in: test.platform, as: test.me) == before)
        test.platform.close()
        let again = try await test.reopened()
        #expect(try left() == 0)
        #expect(try await Self.texts(of: acme, in: again, as: test.me) == before)
        let actions = try await again.audit.list(of: acme, as: test.me).map(\.action)
        #expect(actions.count { $0 == .ownerKeyAdded } == 1 && actions.count { $0 == .ownerKeyResealed } == 1)
    }

    @Test func `another process opens content of both keys while a sweep is half done`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let other = try await test.reopened()
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await test.platform.keys.reseal(nil, of: acme, as: test.me) { _ in
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
                try await group.waitForAll()
            }
        }
        let old = try #require(try keys(test, "successorId IS NOT NULL").first)
        let left = try RawStore(path: test.folder + "/aura.db")
            .column("SELECT 1 FROM document WHERE lower(hex(substr(title, 7, 16))) = '\(old)'")
        #expect(left.count == 1, "the documents are still under the old key")
        #expect(try await other.documents.list(of: acme, as: test.me).count == 1)
        _ = try await other.bots.create("second", of: acme, as: test.me)
        #expect(try await other.documents.list(of: acme, as: test.me).count == 1)
    }

    @Test func `erasing a person destroys the key before, too, and a rotation under way ends quietly`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.platform.keys.reseal("ann@x.example", of: acme, as: test.me)
        let old = try #require(try keys(test, "successorId IS NOT NULL").first)
        guard case .done(let receipt) = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        else { throw TestPlatform.Refused() }
        #expect(try keys(test, "state = 'destroyed'").count == 2)
        #expect(try keys(test, "state = 'destroyed'").contains(old))
        // Both instants: gone from here, and gone from every copy of the keyring.
        let gone = try #require(receipt.json["completedAt"]?.string.flatMap(Timestamp.init))
        let unrecoverable = receipt.json["backups"]?["unrecoverableAfter"]?.string.flatMap(Timestamp.init)
        #expect(unrecoverable == gone.adding(days: 7))
        test.clock.advance(days: 2)
        try await test.reopened().close()
        test.clock.advance(days: 7)
        let again = try await test.reopened()
        #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
        #expect(
            try RawStore(path: test.folder + "/aura.db").column("SELECT 1 FROM job WHERE state = 'running'").isEmpty)
    }
}
