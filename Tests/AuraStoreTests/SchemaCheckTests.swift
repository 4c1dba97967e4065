import AuraCore
import Testing

@testable import AuraStore

/// The schema of a file is compared with the program's own, and with the hash that was stored when it was made.
@Suite struct SchemaCheckTests {
    @Test func `what a new file holds is what the program says it makes`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        for (database, schema) in [(store.database.database, Schema.database), (store.keyring.database, .keyring)] {
            let statements = try await database.read { connection throws(StoreError) in
                try connection.schemaStatements()
            }
            #expect(Schema.hash(of: statements, digests: Sample.digests) == schema.hash(digests: Sample.digests))
            #expect(statements.count > 3)
        }
        let row = try await store.operator.read { try $0.installation() }
        #expect(row.mapHash == store.mapHash)
    }

    @Test func `a file whose stored hash was changed along with its tables is refused all the same`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        try await store.database.database.write { connection throws(StoreError) in
            try connection.run("CREATE TABLE visit (at INTEGER) STRICT")
            let hash = Schema.hash(of: try connection.schemaStatements(), digests: Sample.digests)
            try connection.run("UPDATE installation SET schemaHash = :hash", ["hash": .text(hash)])
        }
        try store.close()
        await #expect(throws: StoreError.schemaChanged(file: "aura.db", name: "visit")) {
            _ = try await Sample.open(folder)
        }
    }

    @Test(arguments: [
        ("CREATE TABLE  a\n    (b TEXT)", "CREATE TABLE a (b TEXT)", true),
        ("CREATE TABLE a (b TEXT)", "CREATE TABLE a (b TEXT) STRICT", false),
        ("CREATE TABLE a (b TEXT)", "CREATE TABLE a (b text)", false),
    ])
    func `white space alone makes no difference`(left: String, right: String, isSame: Bool) {
        #expect((Schema.normalised(left) == Schema.normalised(right)) == isSame)
    }

    @Test func `the schema that the linter reads has every table with its keys and indexes`() async throws {
        let folder = TestFolder()
        let schema = try await Sample.create(in: folder).schema()
        #expect(Set(schema.tables.map(\.name)) == Set(StoreDataMap.current.tables.map(\.name)))
        let message = try #require(schema.table("message"))
        #expect(message.foreignKeys == [["tenantId", "conversationId"]])
        #expect(message.indexes.contains(["tenantId", "messageId"]))
        #expect(message.indexes.contains(["tenantId", "conversationId", "createdAt", "messageId"]))
        #expect(message.columns.first == "tenantId" && message.columns.contains("requestDigest"))
    }
}
