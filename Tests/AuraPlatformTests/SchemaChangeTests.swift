import AuraPlatform
import Testing

/// A store whose tables or data map are not those it was made with does not open (VAULT.md §9).
@Suite struct SchemaChangeTests {
    static let changes: [(file: String, sql: String, name: String)] = [
        ("aura.db", "CREATE TABLE visit (at INTEGER) STRICT", "visit"),
        ("aura.db", "ALTER TABLE message ADD COLUMN clientIp TEXT", "message"),
        ("aura.db", "DROP INDEX messageByPerson", "messageByPerson"),
        ("aura.db", "CREATE INDEX visitorByTime ON visitor (tenantId, createdAt)", "visitorByTime"),
        ("aura.db", "CREATE TRIGGER keep AFTER DELETE ON message BEGIN SELECT 1; END", "keep"),
        ("aura.db", "CREATE VIEW everybody AS SELECT * FROM member", "everybody"),
        ("keyring.db", "ALTER TABLE wrappedKey ADD COLUMN material BLOB", "wrappedKey"),
        ("keyring.db", "DROP INDEX wrappedKeyByEpoch", "wrappedKeyByEpoch"),
        ("aura.db", "UPDATE installation SET schemaHash = 'x'", "the noted hash"),
        ("keyring.db", "UPDATE keyring SET schemaHash = 'x'", "the noted hash"),
    ]

    @Test(arguments: changes)
    func `a file whose tables were changed is refused, and what differs is named`(
        change: (file: String, sql: String, name: String)
    ) async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        test.platform.close()
        try RawStore(path: test.folder + "/" + change.file).run(change.sql)
        let error = try #require(await #expect(throws: PlatformError.self) { try await test.reopened() })
        #expect(error.code == .integrity && error.exit == 13)
        #expect(error.message.contains(change.file) && error.message.contains(change.name))
        #expect(error.hint?.isEmpty == false)
    }

    @Test func `a change that was undone opens again`() async throws {
        let test = try await TestPlatform()
        test.platform.close()
        let file = RawStore(path: test.folder + "/aura.db")
        try file.run("CREATE TABLE visit (at INTEGER) STRICT")
        await expect(.integrity) { try await test.reopened() }
        try file.run("DROP TABLE visit")
        _ = try await test.reopened()
    }

    @Test func `a store that was made with another data map is refused`() async throws {
        let test = try await TestPlatform()
        test.platform.close()
        try RawStore(path: test.folder + "/aura.db").run("UPDATE installation SET mapHash = schemaHash")
        let error = try #require(await #expect(throws: PlatformError.self) { try await test.reopened() })
        #expect(error.code == .integrity)
        #expect(error.message.contains("data map"))
        #expect(error.hint == "use the version of aura that made it")
    }
}
