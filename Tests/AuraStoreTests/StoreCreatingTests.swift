import AuraCore
import Foundation
import Testing

@testable import AuraStore

@Suite struct StoreCreatingTests {
    @Test func `a store that was created opens again with its first audit entry`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        try store.close()
        let again = try await Sample.open(folder)
        let entries = try await again.operator.read { reader in
            try reader.auditEntries(of: .operator, .oldestFirst, limit: 10)
        }
        #expect(entries.map(\.action) == [.installationInitialised])
        #expect(try await again.operator.verify(.operator) == .intact(entries: 1))
        #expect(!again.ledgerState.needsReplay)
        #expect(try await again.keyring.rootKeys().current == Sample.rootKey)
        #expect(try await again.operator.read { try $0.installation() }.policyVersion == "1.0")
        try await again.integrity()
        try again.close()
    }

    @Test func `every file is the owner's alone`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        try await store.tamper("UPDATE installation SET lastPurgeAt = NULL")
        let manager = FileManager.default
        for name in folder.names {
            let mode = try manager.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
        #expect(try manager.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
        #expect(Set(folder.names).isSuperset(of: ["aura.db", "keyring.db", "ledger.jsonl", "lock"]))
    }

    @Test func `a whole store is not created again`() async throws {
        let folder = TestFolder()
        try await Sample.create(in: folder).close()
        await #expect(throws: StoreError.exists) { _ = try await Sample.create(in: folder) }
        try await Sample.open(folder).close()
    }

    @Test(arguments: [["keyring.db"], ["keyring.db", "ledger.jsonl"]])
    func `a creation that was cut off starts over, with the new keys alone`(left: [String]) async throws {
        let folder = TestFolder()
        let whole = TestFolder()
        let old = Sample.wrappedKey(.operator)
        try await Sample.create(in: whole, keys: [old]).close()
        try whole.copy(left, to: folder)
        try Data().write(to: URL(filePath: folder.file("aura.db")))
        let key = Sample.wrappedKey(.operator)
        let store = try await Sample.create(in: folder, keys: [key])
        #expect(try await store.keyring.key(.operator)?.id == key.id)
        #expect(try await store.keyring.keys([old.id]).isEmpty)
    }

    @Test func `keys of tenants whose database is gone are never overwritten`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let key = Sample.wrappedKey(.tenant, tenant: .make(at: Sample.start))
        try await store.keyring.insert([key])
        try store.close()
        try folder.remove("aura.db")
        await #expect(throws: StoreError.missing(file: "aura.db")) { _ = try await Sample.create(in: folder) }
        #expect(folder.files(holding: key.wrapped.bytes) == ["keyring.db-wal"])
    }

    @Test func `a ledger with entries is never overwritten`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        _ = try await store.ledger.append(at: Sample.start, scope: .purge, tenant: .make(at: Sample.start))
        try store.close()
        let line = folder.bytes("ledger.jsonl")
        for file in ["aura.db", "keyring.db"] { try folder.remove(file) }
        await #expect(throws: StoreError.missing(file: "aura.db")) { _ = try await Sample.create(in: folder) }
        #expect(folder.bytes("ledger.jsonl") == line)
    }

    @Test func `a file that is no database is not taken for an unfinished one`() async throws {
        let folder = TestFolder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let text = Array(repeating: UInt8(0x41), count: 5_000)
        try folder.write(text, to: "aura.db")
        await #expect(throws: StoreError.corrupt(file: "aura.db")) { _ = try await Sample.create(in: folder) }
        #expect(folder.bytes("aura.db") == text)
    }
}
