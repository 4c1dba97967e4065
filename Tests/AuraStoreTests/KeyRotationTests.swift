import AuraCore
import Testing

@testable import AuraStore

@Suite struct KeyRotationTests {
    private static let tenant = Tenant.ID.make(at: Sample.start)
    private static let next = KeyID(high: 2, low: 2)

    /// A key whose wrap names the key that wraps it, as an envelope does.
    private func key(
        _ kind: KeyKind, by wrapping: KeyID, tenant: Tenant.ID? = tenant, version: Int = 1
    ) -> WrappedKey {
        Sample.wrappedKey(kind, tenant: tenant, version: version, blob: wrap(by: wrapping))
    }

    private func wrap(by wrapping: KeyID) -> [UInt8] {
        [UInt8](repeating: 0, count: 6) + wrapping.bytes + Sample.keyID().bytes
    }

    private func store(in folder: TestFolder) async throws -> Store {
        try await Sample.create(in: folder, keys: [key(.operator, by: Sample.rootKey, tenant: nil)])
    }

    @Test func `a root key is added beside the current one, and promoted once every key is wrapped by it`() async throws
    {
        let folder = TestFolder()
        let keyring = try await store(in: folder).keyring
        let tenantKey = key(.tenant, by: Sample.rootKey)
        try await keyring.insert([tenantKey])
        let all = try await keyring.rootWrappedKeys(limit: 10)
        #expect(all.count == 2)
        try await keyring.addRootKey(
            Self.next, wraps: [tenantKey.id: SealedValue(bytes: wrap(by: Self.next))], at: Sample.day(1))
        let roots = try await keyring.rootKeys()
        #expect(roots.admits(Sample.rootKey) && roots.admits(Self.next) && !roots.admits(Sample.keyID()))
        #expect(try await keyring.promoteRootKey(Self.next, at: Sample.day(1)) == 1, "one key is not wrapped by it yet")
        #expect(try await keyring.rootKeys().current == Sample.rootKey)
        let operatorKey = try #require(all.first { $0.kind == .operator })
        let wrap = SealedValue(bytes: wrap(by: Self.next))
        try await keyring.addRootKey(Self.next, wraps: [operatorKey.id: wrap], at: Sample.day(1))
        #expect(try await keyring.promoteRootKey(Self.next, at: Sample.day(1)) == 0)
        #expect(try await keyring.promoteRootKey(Self.next, at: Sample.day(2)) == 0, "it may be repeated")
        let now = try await keyring.rootKeys()
        #expect(now.current == Self.next && now.next == nil && now.createdAt == Sample.day(1))
        let found = try #require(try await keyring.key(.operator))
        #expect(found.wrapped == wrap && found.nextWrapped == nil)
    }

    @Test func `a root key that was retired or given up is never used again`() async throws {
        let folder = TestFolder()
        let keyring = try await Sample.create(in: folder, keys: []).keyring
        try await keyring.addRootKey(Self.next, wraps: [:], at: Sample.day(1))
        await #expect(throws: StoreError.exists) {
            try await keyring.addRootKey(Sample.keyID(), wraps: [:], at: Sample.day(1))
        }
        #expect(try await keyring.abandonRootKey(Self.next, at: Sample.day(1)))
        await #expect(throws: StoreError.exists) {
            try await keyring.addRootKey(Self.next, wraps: [:], at: Sample.day(1))
        }
        let third = Sample.keyID()
        try await keyring.addRootKey(third, wraps: [:], at: Sample.day(2))
        #expect(try await keyring.promoteRootKey(third, at: Sample.day(2)) == 0)
        await #expect(throws: StoreError.exists) {
            try await keyring.addRootKey(Sample.rootKey, wraps: [:], at: Sample.day(3))
        }
        await #expect(throws: StoreError.retiredKey(Sample.rootKey)) {
            try await keyring.insert([key(.tenant, by: Sample.rootKey)])
        }
    }

    @Test func `a tenant's keys move to its new tenant key, and the old one is disabled with the last of them`()
        async throws
    {
        let folder = TestFolder()
        let store = try await store(in: folder)
        let keyring = store.keyring
        let (old, new) = (key(.tenant, by: Sample.rootKey), key(.tenant, by: Sample.rootKey, version: 2))
        let owners = (0..<3).map { _ in key(.owner, by: old.id) }
        try await keyring.insert([old] + owners)
        func rewraps(_ keys: some Sequence<WrappedKey>) -> [Rewrap] {
            keys.map { Rewrap(id: $0.id, old: $0.wrapped, new: SealedValue(bytes: wrap(by: new.id))) }
        }
        #expect(try await keyring.rewrap(rewraps(owners.prefix(2)), by: new, of: Self.tenant, at: Sample.day(1)) == 1)
        let both = try await keyring.snapshot(of: [], tenant: Self.tenant).keys
        #expect(Set(both.map(\.id)) == [old.id, new.id], "both are needed meanwhile")
        // A key that was added under the old one between reading and writing is seen.
        let late = key(.owner, by: old.id)
        try await keyring.insert([late])
        #expect(try await keyring.rewrap(rewraps(owners), by: new, of: Self.tenant, at: Sample.day(1)) == 1)
        let rest = try await keyring.keys(of: Self.tenant, notWrappedBy: new.id, limit: 10)
        #expect(rest == [late])
        #expect(try await keyring.rewrap(rewraps(rest), by: new, of: Self.tenant, at: Sample.day(1)) == 0)
        #expect(try await keyring.snapshot(of: [], tenant: Self.tenant).keys.map(\.id) == [new.id])
        await #expect(throws: StoreError.retiredKey(old.id)) { try await keyring.insert([key(.owner, by: old.id)]) }
        #expect(try await keyring.disabledKeys(.tenant, of: nil, by: Sample.day(0), limit: 10).isEmpty)
        #expect(try await keyring.disabledKeys(.tenant, of: Self.tenant, by: Sample.day(1), limit: 10) == [old.id])
        let epoch = try await keyring.epoch()
        try await keyring.retire([old.id, new.id], at: Sample.day(8))
        let after = try await keyring.snapshot(of: [old.id, new.id], since: epoch)
        #expect(after.keys.map(\.state) == [.destroyed, .enabled], "one that is in use stays")
        #expect(after.destroyed.isEmpty && after.retired == [old.id])
        #expect(folder.files(holding: old.wrapped.bytes).isEmpty)
        #expect(store.ledger.head.sequence == -1, "a rotation erases nothing")
    }

    @Test func `an owner key and the one that replaces it are both at hand until the old one is disabled`() async throws
    {
        let folder = TestFolder()
        let keyring = try await store(in: folder).keyring
        let tenantKey = key(.tenant, by: Sample.rootKey)
        let (old, new) = (key(.owner, by: tenantKey.id), key(.owner, by: tenantKey.id))
        try await keyring.insert([tenantKey, old])
        try await keyring.replace(old.id, by: new)
        #expect(Set(try await keyring.snapshot(of: [], tenant: Self.tenant).keys.map(\.id)) == [tenantKey.id, old.id])
        #expect(try await keyring.predecessors(of: new.id, tenant: Self.tenant) == [old.id])
        try await keyring.disable(old.id, at: Sample.day(1))
        #expect(try await keyring.snapshot(of: [], tenant: Self.tenant).keys.map(\.id) == [tenantKey.id])
        #expect(try await keyring.predecessors(of: new.id, tenant: Self.tenant) == [old.id])
        await #expect(throws: StoreError.absent) {
            try await keyring.replace(old.id, by: key(.owner, by: tenantKey.id))
        }
        try await keyring.retire([old.id], at: Sample.day(8))
        #expect(try await keyring.predecessors(of: new.id, tenant: Self.tenant).isEmpty)
        await #expect(throws: StoreError.exists) { try await keyring.insert([old]) }
    }
}
