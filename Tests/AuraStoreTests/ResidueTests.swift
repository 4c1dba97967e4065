import AuraCore
import Testing

@testable import AuraStore

/// What was deleted is gone from every byte of every file once the logs are emptied (VAULT.md §4).
@Suite struct ResidueTests {
    private static let canary = "canary-7f3a9c"

    @Test func `nothing of a deleted row is left`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        // Enough that rows overflow, pages split, and freed pages stay behind.
        let big = SealedValue(bytes: (0..<400).flatMap { _ in Array(Self.canary.utf8) })
        let tokens = (0..<300).map { (SearchToken(rawValue: 0x6361_6E61_7279_0000 + Int64($0)), 1) }
        var documents: [Document.ID] = []
        for place in 0..<10 {
            let (document, passages) = Workspace.document(of: acme.bot.id, mark: Self.canary, terms: [tokens, tokens])
            documents.append(document.id)
            try await handle.change { writer in
                try writer.insertDocument(
                    document, titleIndex: Sample.index("\(place)"), body: big, passages: passages)
            }
        }
        let messages = (0..<200).map { place in
            Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.day(1 + place % 5), mark: Self.canary)
        }
        try await handle.change { try $0.insertMessages(messages) }
        try await store.truncateLogs()
        #expect(folder.files(holding: Array(Self.canary.utf8)) == ["aura.db"])
        let ids = documents
        try await handle.change { writer in for id in ids { try writer.deleteDocument(id) } }
        let purged = messages.map(\.id.rawValue)
        let removed = try await handle.change { try $0.purge(purged, of: .conversation, createdBefore: Sample.day(99)) }
        #expect(removed == 200)
        try await store.truncateLogs()
        #expect(store.sizes().databaseLog == 0)
        #expect(folder.files(holding: Array(Self.canary.utf8)).isEmpty)
        // The upper bytes of the tokens that only those documents had.
        #expect(folder.files(holding: [0x63, 0x61, 0x6E, 0x61, 0x72, 0x79]).isEmpty)
        #expect(try await handle.read { try $0.messages(in: acme.conversation.id, limit: 9) }.count == 2)
    }

    @Test func `every connection overwrites what it deletes, and none keeps scratch files`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let pragmas = [
            "secure_delete": 1, "temp_store": 2, "foreign_keys": 1, "wal_autocheckpoint": 0, "trusted_schema": 0,
            "cell_size_check": 1, "synchronous": 2,
        ]
        for database in [store.database.database, store.keyring.database] {
            for (name, value) in pragmas {
                let writer = try await database.write { connection throws(StoreError) in
                    try connection.count("PRAGMA \(name)")
                }
                let reader = try await database.read { connection throws(StoreError) in
                    try connection.count("PRAGMA \(name)")
                }
                #expect(writer == value, "\(name)")
                #expect(reader == value, "\(name)")
            }
            let journal = try await database.read { connection throws(StoreError) in
                try connection.row("PRAGMA journal_mode")?.values
            }
            #expect(journal == [.text("wal")])
        }
    }

    @Test func `closing a store moves nothing into its files`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        try await store.truncateLogs()
        let before = folder.bytes("aura.db")
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
        try store.close()
        #expect(folder.bytes("aura.db") == before)
        #expect(!folder.bytes("aura.db-wal").isEmpty)
        #expect(try await Sample.open(folder).operator.verify(.operator) == .intact(entries: 2))
    }

    @Test func `the last connection to close moves nothing either`() throws {
        let folder = TestFolder()
        try StoreFile.createFolder(folder.path)
        let gate = WriteGate(path: folder.file("lock"), waiting: .seconds(1))
        let database = try SQLiteDatabase(folder: folder.path, file: "aura.db", gate: gate, isNew: true)
        try database.writeBlocking { connection throws(StoreError) in
            _ = try connection.run("CREATE TABLE note (text TEXT)")
        }
        let before = folder.bytes("aura.db")
        try database.close()
        #expect(folder.bytes("aura.db") == before)
        #expect(!folder.bytes("aura.db-wal").isEmpty)
    }

    @Test func `a dry run answers as if it had written, and writes nothing`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        try store.close()
        let dry = try await Sample.open(folder, discardsWrites: true)
        let ids = acme.messages.map(\.id.rawValue)
        let removed = try await dry.tenant(acme.tenant.id).change {
            try $0.purge(ids, of: .conversation, createdBefore: Sample.day(1))
        }
        #expect(removed == 2)
        let left = try await dry.tenant(acme.tenant.id).read { try $0.messages(in: acme.conversation.id, limit: 9) }
        #expect(left == acme.messages)
        #expect(try await dry.tenant(acme.tenant.id).verifyAudit() == .intact(entries: 2))
    }
}
