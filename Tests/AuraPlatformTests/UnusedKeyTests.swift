import AuraPlatform
import Foundation
import Testing

/// Keys that were made and never used go after a day, and no others (FAULTS.md §2, group key).
@Suite struct UnusedKeyTests {
    private func keys(_ test: TestPlatform, _ condition: String) throws -> Set<String> {
        Set(
            try RawStore(path: test.folder + "/keyring.db").column("SELECT keyId FROM wrappedKey WHERE \(condition)"))
    }

    /// What a kill between key and use leaves: a key for a person who was never written, and one that was added for a
    /// person's and never promoted.
    private func leaveTwo(_ test: TestPlatform, of acme: ObjectName) async throws -> (unused: Set<String>, old: String)
    {
        let raw = RawStore(path: test.folder + "/aura.db")
        let before = try keys(test, "state = 'enabled'")
        try raw.refuse("turn.stored")
        await #expect(throws: PlatformError.self) {
            try await test.ask("How do refunds work?", by: "eve@x.example", of: acme)
        }
        try raw.run("DROP TRIGGER refuse")
        try raw.refuse("ownerkey.added")
        await #expect(throws: PlatformError.self) {
            try await test.platform.keys.reseal("ann@x.example", of: acme, as: test.me)
        }
        try raw.run("DROP TRIGGER refuse")
        let old = try #require(try keys(test, "successorId IS NOT NULL").first)
        let unused = try keys(test, "state = 'enabled'").subtracting(before)
        #expect(unused.count == 2)
        return (unused, old)
    }

    @Test func `keys without a use go after a day, and a key that one was to replace can be rotated`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        test.clock.advance(days: 1)
        let (unused, old) = try await leaveTwo(test, of: acme)
        let used = try keys(test, "state = 'enabled'").subtracting(unused)
        test.clock.advance(days: 1, milliseconds: -1)
        try await test.reopened().close()
        #expect(try keys(test, "state = 'destroyed'").isEmpty)
        test.clock.advance(milliseconds: 1)
        let again = try await test.reopened()
        #expect(try keys(test, "state = 'destroyed' AND reason = 'unused'") == unused)
        #expect(try keys(test, "state = 'enabled'") == used)
        #expect(try keys(test, "successorId IS NOT NULL").isEmpty)
        #expect(try await again.audit.list(as: test.me).map(\.action).contains(.keysDestroyed))
        _ = try await again.keys.reseal("ann@x.example", of: acme, as: test.me)
        #expect(try keys(test, "successorId IS NOT NULL") == [old])
        #expect(try await RotationTests.texts(of: acme, in: again, as: test.me).count == 2)
        #expect(try await again.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `every kind of key that is in use stays, also while it is rotated`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.platform.credentials.set(
            SecretBytes(copying: "sk-not-a-real-key-123".utf8), vendor: .openAI, isChecked: false, for: acme,
            as: test.me)
        _ = try await test.platform.keys.reseal("ann@x.example", of: acme, as: test.me)
        _ = try await test.platform.keys.reseal(nil, of: acme, as: test.me)
        _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me)
        let enabled = try keys(test, "state = 'enabled' AND kind IN ('owner', 'index')")
        // Not yet settled: the old keys are enabled, nothing is sealed under them, and they must open for an hour yet.
        RawStore.setKeyAge(in: test.folder, days: 3)
        test.clock.advance(milliseconds: 1_800_000)
        try await test.reopened().close()
        #expect(try keys(test, "state = 'enabled' AND kind IN ('owner', 'index')") == enabled)
        #expect(try keys(test, "reason = 'unused'").isEmpty)
    }

    @Test func `keys of before a restore are left alone`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        test.clock.advance(milliseconds: 1)
        let copy = TestPlatform.newFolder() + ".backup"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        _ = try await test.platform.backups.create(at: copy, parts: [.data], as: test.me)
        // A person of whom the copy knows nothing; a newer copy may.
        _ = try await test.ask("How do refunds work?", by: "bob@x.example", of: acme)
        test.platform.close()
        let enabled = try keys(test, "state = 'enabled'")
        var configuration = PlatformConfiguration(dataDirectory: test.folder)
        configuration.clock = test.clock.wallClock
        _ = try await Platform.restore(copy, configuration, as: test.me)
        for _ in 0..<5 {
            test.clock.advance(days: 1)
            try await test.reopened().close()
        }
        #expect(try keys(test, "state = 'enabled'") == enabled)
    }
}

extension RawStore {
    /// Makes every key look older than it is.
    fileprivate static func setKeyAge(in folder: String, days: Int64) {
        let milliseconds = days * 86_400_000
        try? RawStore(path: folder + "/keyring.db").run(
            """
            UPDATE wrappedKey SET createdAt = createdAt - \(milliseconds);
            UPDATE keyring SET collectedThrough = collectedThrough - \(2 * milliseconds)
            """)
    }
}
