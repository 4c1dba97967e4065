import AuraCore
import Testing

@testable import AuraStore

@Suite struct KeyringStoreTests {
    private static let tenant = Tenant.ID.make(at: Sample.start)

    private func period(_ number: UInt32) -> WrappedKey {
        Sample.wrappedKey(.period, tenant: Self.tenant, period: KeyPeriod(number: number))
    }

    @Test func `a key is found by its id, its week, and its kind`() async throws {
        let folder = TestFolder()
        let keyring = try await Sample.create(in: folder).keyring
        let owner = Sample.wrappedKey(.owner, tenant: Self.tenant)
        let (old, new) = (
            Sample.wrappedKey(.tenant, tenant: Self.tenant), Sample.wrappedKey(.tenant, tenant: Self.tenant, version: 2)
        )
        let weeks = [period(7), period(8)]
        try await keyring.insert([owner, new, old] + weeks)
        #expect(try await keyring.keys([owner.id, Sample.keyID()]) == [owner])
        #expect(try await keyring.key(.tenant, of: Self.tenant) == new)
        #expect(try await keyring.key(.tenant, of: .make(at: Sample.start)) == nil)
        #expect(try await keyring.key(.operator)?.tenant == "-")
        let found = try await keyring.periodKeys(
            tenant: Self.tenant, dataClass: .conversation,
            periods: [KeyPeriod(number: 8), KeyPeriod(number: 9)])
        #expect(found == [weeks[1]])
        let ended = try await keyring.periodKeys(
            tenant: Self.tenant, dataClass: .conversation, endedBy: KeyPeriod(number: 7).end, limit: 10)
        #expect(ended == [weeks[0]], "a week has ended at its last moment")
        #expect(try await keyring.keys(of: Self.tenant, limit: 10).count == 5)
        let first = try await keyring.keys(of: Self.tenant, limit: 2)
        let rest = try await keyring.keys(of: Self.tenant, after: first.last?.id, limit: 10)
        #expect(Set(first + rest) == Set([owner, old, new] + weeks))
    }

    @Test func `every change raises the epoch, and a snapshot names what was destroyed since`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let keyring = store.keyring
        #expect(try await keyring.epoch() == 1)
        let keys = [Sample.wrappedKey(.owner, tenant: Self.tenant), Sample.wrappedKey(.owner, tenant: Self.tenant)]
        #expect(try await keyring.insert(keys) == 2)
        let result = try await keyring.destroy(
            [keys[0].id], reason: "test", at: Sample.start, applying: store.ledger.head)
        #expect(result == (1, 3))
        let snapshot = try await keyring.snapshot(of: keys.map(\.id), since: 2)
        #expect(snapshot.epoch == 3)
        #expect(snapshot.keys.map(\.state) == [.destroyed, .enabled])
        #expect(snapshot.destroyed == [keys[0].id])
        #expect(try await keyring.snapshot(of: [], since: 3).destroyed.isEmpty)
        let other = try await Sample.open(folder)
        #expect(try await other.keyring.epoch() == 3)
    }

    @Test func `a destroyed key leaves no byte of itself in any file, and a tombstone`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let keys = (0..<50).map { _ in Sample.wrappedKey(.owner, tenant: Self.tenant) }
        try await store.keyring.insert(keys)
        #expect(!folder.files(holding: keys[7].wrapped.bytes).isEmpty)
        let gone = Array(keys.prefix(40))
        let result = try await store.keyring.destroy(
            gone.map(\.id), reason: "erased", at: Sample.day(1), applying: store.ledger.head)
        #expect(result.destroyed == 40)
        for key in gone {
            #expect(folder.files(holding: Array(key.wrapped.bytes.prefix(16))).isEmpty)
            #expect(folder.files(holding: Array(key.wrapped.bytes.suffix(16))).isEmpty)
        }
        #expect(folder.files(holding: keys[45].wrapped.bytes) == ["keyring.db"])
        #expect(store.sizes().keyringLog == 0)
        let tombstones = try await store.keyring.keys(gone.map(\.id))
        #expect(tombstones.allSatisfy { $0.state == .destroyed && $0.wrapped.bytes.isEmpty })
        #expect(try await store.keyring.counts() == [.enabled: 11, .destroyed: 40])
        let row = try await store.keyring.database.read { connection throws(StoreError) in
            try connection.row(
                "SELECT destroyedAt, reason FROM wrappedKey WHERE keyId = :id", ["id": SQLValue(gone[0].id)])
        }
        #expect(row?.values == [.integer(Sample.day(1).milliseconds), .text("erased")])
    }

    @Test func `a destroyed key stays gone, is destroyed once, and never comes back`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let key = Sample.wrappedKey(.owner, tenant: Self.tenant)
        try await store.keyring.insert([key])
        let head = store.ledger.head
        try await store.keyring.destroy([key.id], reason: "erased", at: Sample.day(1), applying: head)
        let again = try await store.keyring.destroy(
            [key.id, Sample.keyID()], reason: "again", at: Sample.day(2), applying: head)
        #expect(again.destroyed == 0)
        await #expect(throws: StoreError.exists) { try await store.keyring.insert([key]) }
        await #expect(throws: StoreError.exists) {
            try await store.keyring.insert([Sample.wrappedKey(.owner, tenant: Self.tenant), key])
        }
        #expect(try await store.keyring.counts() == [.enabled: 1, .destroyed: 1], "all or nothing")
        #expect(try await store.keyring.keys(of: Self.tenant, limit: 10).isEmpty)
    }

    @Test func `a week has one enabled key, and a new one once that is destroyed`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let first = period(7)
        try await store.keyring.insert([first])
        await #expect(throws: StoreError.exists) { try await store.keyring.insert([period(7)]) }
        let elsewhere = Sample.wrappedKey(.period, tenant: .make(at: Sample.start), period: KeyPeriod(number: 7))
        try await store.keyring.insert([elsewhere])
        try await store.keyring.destroy([first.id], reason: "due", at: Sample.start, applying: store.ledger.head)
        try await store.keyring.insert([period(7)])
    }

    @Test func `destroying carries the ledger's head in the same commit`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let key = Sample.wrappedKey(.owner, tenant: Self.tenant)
        try await store.keyring.insert([key])
        let head = try await store.ledger.append(
            at: Sample.start, scope: .subject, tenant: Self.tenant, keys: [key.id]
        ).head
        try await store.keyring.destroy([key.id], reason: "erased", at: Sample.start, applying: head)
        #expect(try await store.keyring.ledgerHead() == head)
        try store.close()
        let state = try await Sample.open(folder).ledgerState
        #expect((state.keyring, state.database.sequence) == (head, -1))
    }

    @Test func `a key that can still be read is no destroyed one`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let key = Sample.wrappedKey(.owner, tenant: Self.tenant)
        try await store.keyring.insert([key])
        #expect(throws: StoreError.notDestroyed) {
            try KeyringStore.proveDestroyed([key.id], in: store.keyring.database)
        }
    }

    @Test func `a data transaction notes the newest epoch that its process has seen`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let other = try await Sample.open(folder)
        try await other.keyring.insert([Sample.wrappedKey(.owner, tenant: Self.tenant)])
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
        #expect(try await store.operator.read { try $0.installation() }.keyringEpoch == 1)
        _ = try await store.keyring.epoch()
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
        #expect(try await store.operator.read { try $0.installation() }.keyringEpoch == 2)
    }
}
