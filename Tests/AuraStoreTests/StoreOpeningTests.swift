import AuraCore
import Foundation
import Synchronization
import Testing

@testable import AuraStore

@Suite struct StoreOpeningTests {
    private static let files = ["aura.db", "keyring.db", "ledger.jsonl"]

    /// A closed store whose logs are in its files, so that each file stands for itself.
    private func closed(in folder: TestFolder, installation: Installation.ID = Sample.installation) async throws {
        let store = try await Sample.create(in: folder, installation: installation)
        try await Workspace("acme", mark: "-").insert(into: store)
        _ = try await store.ledger.append(at: Sample.start, scope: .purge, tenant: .make(at: Sample.start))
        let head = store.ledger.head
        try await store.keyring.setLedgerHead(head)
        try await store.operator.write(Sample.event(in: .operator)) { try $0.setLedgerHead(head) }
        try await store.truncateLogs()
        try store.close()
    }

    @Test func `a store opens while others add keys and use them`() async throws {
        let folder = TestFolder()
        let (store, workspace) = try await Workspace.stored(in: folder)
        let isDone = Mutex(false)
        async let writing: Void = {
            while !isDone.withLock({ $0 }) {
                try await store.keyring.insert([Sample.wrappedKey(.owner, tenant: workspace.tenant.id)])
                try await store.tenant(workspace.tenant.id).change { _ in }
            }
        }()
        for _ in 0..<20 { try await Sample.open(folder, waiting: .seconds(20)).close() }
        isDone.withLock { $0 = true }
        try await writing
    }

    @Test func `a folder without any of the files is no store`() async throws {
        let folder = TestFolder()
        await #expect(throws: StoreError.notAStore) { _ = try await Sample.open(folder) }
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try folder.write([1], to: "letter.txt")
        await #expect(throws: StoreError.notAStore) { _ = try await Sample.open(folder) }
        #expect(folder.names == ["letter.txt"])
    }

    @Test(arguments: files)
    func `a file that is not there is named, and none is made in its place`(file: String) async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        try folder.remove(file)
        await #expect(throws: StoreError.missing(file: file)) { _ = try await Sample.open(folder) }
        #expect(!folder.names.contains(file))
    }

    @Test(arguments: files)
    func `a file of another installation is named`(file: String) async throws {
        let (folder, other) = (TestFolder(), TestFolder())
        try await closed(in: folder)
        try await closed(in: other, installation: .make(at: Sample.start))
        for name in other.names where name.hasPrefix(file) { try other.copy([name], to: folder) }
        let expected: StoreError = file == "ledger.jsonl" ? .corrupt(file: file) : .foreign(file: file)
        await #expect(throws: expected) { _ = try await Sample.open(folder) }
    }

    @Test(arguments: ["aura.db", "keyring.db"], [0, 10, 100, 4_096, 9_000])
    func `a file that was cut short or emptied is damaged`(file: String, length: Int) async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        try folder.write(Array(folder.bytes(file).prefix(length)), to: file)
        await #expect(throws: StoreError.corrupt(file: file)) { _ = try await Sample.open(folder) }
        #expect(folder.bytes(file).count == length)
    }

    @Test(arguments: ["aura.db", "keyring.db"])
    func `a file of other bytes is damaged`(file: String) async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        try folder.write(Array(repeating: 0x5A, count: 8_192), to: file)
        await #expect(throws: StoreError.corrupt(file: file)) { _ = try await Sample.open(folder) }
        var bytes = Array("SQLite format 3\0".utf8)
        bytes += [UInt8](repeating: 0x5A, count: 8_176)
        try folder.write(bytes, to: file)
        await #expect(throws: StoreError.corrupt(file: file)) { _ = try await Sample.open(folder) }
    }

    @Test(arguments: ["aura.db", "keyring.db"])
    func `a page that is torn is found by the check of the structure`(file: String) async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        var bytes = folder.bytes(file)
        // The second page is the root of the first table; the header of a page that holds rows begins with 13 or 10.
        for place in 4_096..<4_104 { bytes[place] ^= 0xFF }
        try folder.write(bytes, to: file)
        await #expect(throws: StoreError.corrupt(file: file)) {
            let store = try await Sample.open(folder)
            try await store.integrity()
        }
    }

    @Test func `a database that was never finished counts as missing`() async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        for name in folder.names where name.hasPrefix("aura.db") { try folder.remove(name) }
        let gate = WriteGate(path: folder.file("lock"), waiting: .seconds(1))
        try SQLiteDatabase(folder: folder.path, file: "aura.db", gate: gate, isNew: true).close()
        await #expect(throws: StoreError.missing(file: "aura.db")) { _ = try await Sample.open(folder) }
    }

    @Test func `another program's database is foreign`() async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        for name in folder.names where name.hasPrefix("aura.db") { try folder.remove(name) }
        let gate = WriteGate(path: folder.file("lock"), waiting: .seconds(1))
        let database = try SQLiteDatabase(folder: folder.path, file: "aura.db", gate: gate, isNew: true)
        try database.writeBlocking { connection throws(StoreError) in
            _ = try connection.run("CREATE TABLE recipe (title TEXT)")
        }
        try database.close()
        await #expect(throws: StoreError.foreign(file: "aura.db")) { _ = try await Sample.open(folder) }
    }

    @Test func `a schema of a newer version is left alone`() async throws {
        for (file, table) in [("aura.db", "installation"), ("keyring.db", "keyring")] {
            let folder = TestFolder()
            let store = try await Sample.create(in: folder)
            let database = file == "aura.db" ? store.database.database : store.keyring.database
            try await database.write { connection throws(StoreError) in
                _ = try connection.run("UPDATE \(table) SET schemaVersion = 2")
            }
            try store.close()
            await #expect(throws: StoreError.newerSchema(file: file)) { _ = try await Sample.open(folder) }
        }
    }

    @Test func `a keyring older than the database is refused`() async throws {
        let (folder, backup) = (TestFolder(), TestFolder())
        let store = try await Sample.create(in: folder)
        try await store.truncateLogs()
        try folder.copy(["keyring.db"], to: backup)
        try await store.keyring.insert([Sample.wrappedKey(.tenant, tenant: .make(at: Sample.start))])
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
        try store.close()
        try backup.copy(["keyring.db"], to: folder)
        for name in ["keyring.db-wal", "keyring.db-shm"] { try folder.remove(name) }
        await #expect(throws: StoreError.keyringBehind(epoch: 1, seen: 2)) { _ = try await Sample.open(folder) }
    }

    @Test func `a lock that cannot be opened is told as what it is`() async throws {
        let folder = TestFolder()
        try await closed(in: folder)
        try folder.remove("lock")
        try FileManager.default.createDirectory(atPath: folder.file("lock"), withIntermediateDirectories: true)
        await #expect(throws: StoreError.ioFailed(file: "lock")) { _ = try await Sample.open(folder) }
    }

    @Test func `a store that was closed answers no more`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        try store.close()
        await #expect(throws: StoreError.closed) { _ = try await store.keyring.epoch() }
        await #expect(throws: StoreError.closed) {
            try await store.operator.write(Sample.event(in: .operator)) { _ in }
        }
    }
}
