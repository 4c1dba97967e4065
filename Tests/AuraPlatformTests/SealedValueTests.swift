import AuraPlatform
import Foundation
import Testing

/// Every sealed value is in its own place and under a key that is there, in the store and in its copies
/// (FAULTS.md I6, BK2).
@Suite struct SealedValueTests {
    private func filled() async throws -> (test: TestPlatform, acme: ObjectName) {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work, says ann?", by: "ann@x.example", of: acme)
        let secret = SecretBytes(copying: "sk-canary-sealed-value-000".utf8)
        _ = try await test.platform.credentials.set(secret, vendor: .openAI, isChecked: false, for: acme, as: test.me)
        return (test, acme)
    }

    @Test func `every value verifies, and a copy says how many could be checked`() async throws {
        let (test, acme) = try await filled()
        let copies = try await Copies(of: test)
        #expect(try await test.platform.health.verifySealedValues(as: test.me).level == .ok)
        let data = try await test.platform.backups.verify("\(copies.path).data", as: test.me)
        #expect(try #require(data.verified) > 10 && data.unreadable == 0)
        let keys = try await test.platform.backups.verify("\(copies.path).keyring", as: test.me)
        #expect(try #require(keys.verified) > 5 && keys.unreadable == 0)
        _ = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        let ledger = try await test.platform.backups.create(at: copies.path + "2", parts: [.ledger], as: test.me)
        #expect(ledger.count == 1)
        #expect(try await test.platform.backups.verify(copies.path + "2", as: test.me).verified == 1)
        let older = try await test.platform.backups.verify("\(copies.path).data", as: test.me)
        #expect(try #require(older.unreadable) >= 3 && older.verified != data.verified)
        #expect(try await test.platform.health.verifySealedValues(as: test.me).level == .ok)
        #expect(!(try FileManager.default.contentsOfDirectory(atPath: test.folder)).contains { $0.contains("checked") })
    }

    @Test(arguments: [
        ("message", "body"), ("message", "citations"), ("document", "title"), ("document", "body"),
        ("passage", "body"), ("auditPayload", "sealed"), ("credential", "secret"), ("credential", "lastFour"),
    ])
    func `a value that was changed is found in the store and in a copy made then`(table: String, column: String)
        async throws
    {
        let (test, _) = try await filled()
        try RawStore(path: test.folder + "/aura.db").flipBit(in: table, column)
        let finding = try await test.platform.health.verifySealedValues(as: test.me)
        #expect(finding.level == .problem && finding.message.contains("1 sealed values do not verify"))
        #expect(finding.message.contains("\(table).\(column)"))
        let copies = try await Copies(of: test)
        await expect(.integrity) { try await test.platform.backups.verify("\(copies.path).data", as: test.me) }
        _ = try await test.platform.backups.verify("\(copies.path).keyring", as: test.me)
        _ = try await BackupService.verify("\(copies.path).data")
    }

    @Test(arguments: [("member", "email"), ("visitor", "reference")])
    func `a value that was cut is found`(table: String, column: String) async throws {
        let (test, _) = try await filled()
        try RawStore(path: test.folder + "/aura.db").run(
            "UPDATE \(table) SET \(column) = CAST(SUBSTR(\(column), 1, LENGTH(\(column)) - 1) AS BLOB)")
        let finding = try await test.platform.health.verifySealedValues(as: test.me)
        #expect(finding.level == .problem && finding.message.contains("\(table).\(column)"))
    }

    @Test func `a value that was moved to another row is found`() async throws {
        let (test, acme) = try await filled()
        _ = try await test.ask("And exchanges, says ann?", by: "ann@x.example", of: acme)
        try RawStore(path: test.folder + "/aura.db").run(
            "UPDATE message SET body = (SELECT body FROM message ORDER BY messageId LIMIT 1)")
        let finding = try await test.platform.health.verifySealedValues(as: test.me)
        #expect(finding.level == .problem && finding.message.contains("3 sealed values"))
    }

    @Test func `a key that neither keyring nor ledger knows is missed, and a changed wrap is found`() async throws {
        let (test, _) = try await filled()
        let ring = RawStore(path: test.folder + "/keyring.db")
        let owner = try #require(
            try RawStore(path: test.folder + "/aura.db").texts("SELECT ownerKeyId FROM visitor").first)
        try ring.run("DELETE FROM wrappedKey WHERE keyId = '\(owner)'")
        let copies = try await Copies(of: test)
        let reopened = try await test.reopened()
        #expect(try await reopened.health.verifySealedValues(as: test.me).level == .problem)
        await expect(.integrity) { try await reopened.backups.verify("\(copies.path).data", as: test.me) }
        try ring.flipBit(in: "wrappedKey", "wrapped", where: "kind = 'index'")
        _ = try await reopened.backups.create(at: copies.path + "2", parts: [.keyring], as: test.me)
        await expect(.integrity) { try await reopened.backups.verify(copies.path + "2", as: test.me) }
    }

    @Test func `a copy of another installation is not taken for one's own`() async throws {
        let (test, other) = (try await TestPlatform(), try await TestPlatform())
        let copies = try await Copies(of: other)
        for part in BackupManifest.Part.allCases {
            await expect(.integrity) { try await test.platform.backups.verify("\(copies.path).\(part)", as: test.me) }
        }
    }
}
