import AuraCore
import AuraCrypto
import Testing

@Suite struct EvictionTests {
    private let vault: Vault
    private let keys: MadeKeys
    /// A value under owner and period key; opening it puts their content key into the cache.
    private let sealed: SealedValue

    init() throws {
        vault = try Vault(rootKey: KnownVault.rootKey)
        keys = try MadeKeys(in: vault)
        sealed = try vault.seal([1], in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
        #expect(try vault.open(sealed, in: keys.context) == [1])
    }

    @Test func `an evicted owner key takes what was derived from it with it`() throws {
        vault.evict([keys.owner.id])
        #expect(!vault.holds(keys.owner.id))
        #expect(throws: VaultError(.keyUnavailable(keys.owner.id))) { try vault.open(sealed, in: keys.context) }
        try vault.admit(keys.owner)
        #expect(try vault.open(sealed, in: keys.context) == [1])
    }

    @Test func `an evicted period key takes what was derived from it with it`() throws {
        vault.evict([keys.period.id])
        #expect(throws: VaultError(.periodKeyUnavailable(MadeKeys.week))) { try vault.open(sealed, in: keys.context) }
        try vault.admit(keys.period)
        #expect(try vault.open(sealed, in: keys.context) == [1])
    }

    @Test func `a new period key of the same week does not open what the old one sealed`() throws {
        vault.evict([keys.period.id])
        _ = try vault.makeKey(
            .period, tenant: keys.tenant, wrappedBy: keys.tenantKey.id, dataClass: .conversation,
            period: MadeKeys.week, at: KnownVault.moment)
        #expect(throws: VaultError(.authenticationFailed)) { try vault.open(sealed, in: keys.context) }
    }

    @Test func `an evicted tenant key takes every key that it wraps with it, and no other tenant's`() throws {
        let other = try MadeKeys(in: vault, tenant: "ten_02")
        vault.evict([keys.tenantKey.id])
        #expect(keys.all.allSatisfy { !vault.holds($0.id) })
        #expect(other.all.allSatisfy { vault.holds($0.id) })
        #expect(throws: VaultError(.keyUnavailable(keys.owner.id))) { try vault.open(sealed, in: keys.context) }
    }

    @Test func `evicting the keys of tenants keeps the installation's`() throws {
        let ledger = try vault.makeKey(.ledger, tenant: "-", wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        vault.evictTenantKeys()
        #expect(keys.all.allSatisfy { !vault.holds($0.id) })
        #expect(vault.holds(ledger.id))
        vault.evictAll()
        #expect(!vault.holds(ledger.id))
    }

    @Test func `the root key is never evicted`() throws {
        vault.evict([vault.rootKeyID])
        #expect(keys.all.allSatisfy { vault.holds($0.id) })
        vault.evictAll()
        #expect(vault.holds(vault.rootKeyID))
        #expect(keys.all.allSatisfy { !vault.holds($0.id) })
        for key in keys.all { try vault.admit(key) }
        #expect(try vault.open(sealed, in: keys.context) == [1])
    }

    @Test func `nothing derived stays in memory once its keys are evicted`() throws {
        let other = try MadeKeys(in: vault, tenant: "ten_02")
        _ = try vault.seal([1], in: keys.context, owner: keys.owner.id)
        // The tenant key's own, the owner key's with and without the week, the other tenant key's.
        #expect(vault.heldCounts == (8, 4))
        vault.evict([keys.period.id])
        #expect(vault.heldCounts == (7, 3))
        vault.evict([keys.owner.id])
        #expect(vault.heldCounts == (6, 2))
        vault.evict([other.tenantKey.id])
        #expect(vault.heldCounts == (2, 1))
        vault.evictAll()
        #expect(vault.heldCounts == (0, 0))
    }

    @Test func `what a key left behind when it made room goes with the tenant key`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey, limits: KeyringLimits(keys: 2, contentKeys: 100))
        let keys = try MadeKeys(in: vault)
        let owners = try (0..<4).map { _ in
            try vault.admit(keys.tenantKey)
            let owner = try vault.makeKey(
                .owner, tenant: keys.tenant, wrappedBy: keys.tenantKey.id, at: KnownVault.moment)
            _ = try vault.seal([1], in: keys.context, owner: owner.id)
            return owner.id
        }
        #expect(vault.heldCounts.keys == 2)
        #expect(owners.count(where: vault.holds) <= 2)
        #expect(vault.heldCounts.contentKeys >= 4)
        vault.evict([keys.tenantKey.id])
        #expect(vault.heldCounts == (0, 0))
    }

    @Test func `no more content keys are kept than the limit`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey, limits: KeyringLimits(keys: 100, contentKeys: 3))
        let keys = try MadeKeys(in: vault)
        for _ in 0..<10 {
            let owner = try vault.makeKey(
                .owner, tenant: keys.tenant, wrappedBy: keys.tenantKey.id, at: KnownVault.moment)
            _ = try vault.seal([1], in: keys.context, owner: owner.id)
        }
        #expect(vault.heldCounts == (14, 3))
    }

    @Test func `a key that made room for others opens nothing more`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey, limits: KeyringLimits(keys: 3, contentKeys: 100))
        let tenantKey = try vault.makeKey(
            .tenant, tenant: "ten_01", wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        let owners = try (0..<2).map { _ in
            try vault.makeKey(.owner, tenant: "ten_01", wrappedBy: tenantKey.id, at: KnownVault.moment)
        }
        let values = try owners.map { try vault.seal([1], in: keys.context, owner: $0.id) }
        let billing = try vault.makeKey(
            .billing, tenant: "ten_01", wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        let ids = [tenantKey.id, billing.id] + owners.map(\.id)
        #expect(ids.count(where: vault.holds) == 3)
        #expect(vault.holds(billing.id))
        for (owner, value) in zip(owners, values) where !vault.holds(owner.id) {
            #expect(throws: VaultError(.keyUnavailable(owner.id))) { try vault.open(value, in: keys.context) }
        }
    }

    @Test func `a vault that may hold one content key still opens every value`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey, limits: KeyringLimits(keys: 100, contentKeys: 1))
        let tenantKey = try vault.makeKey(
            .tenant, tenant: "ten_01", wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        let owners = try (0..<3).map { _ in
            try vault.makeKey(.owner, tenant: "ten_01", wrappedBy: tenantKey.id, at: KnownVault.moment)
        }
        let values = try owners.map { try vault.seal($0.id.bytes, in: keys.context, owner: $0.id) }
        for (owner, value) in zip(owners + owners, values + values) {
            #expect(try vault.open(value, in: keys.context) == owner.id.bytes)
        }
    }

    @Test func `many tasks may share a vault while keys come and go`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in 0..<8 {
                group.addTask {
                    for round in 0..<200 {
                        if place == 0 {
                            vault.evict([keys.owner.id])
                            try vault.admit(keys.owner)
                            continue
                        }
                        do throws(VaultError) {
                            let plaintext = [UInt8(place), UInt8(round)]
                            let value = try vault.seal(
                                plaintext, in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
                            #expect(try vault.open(value, in: keys.context) == plaintext)
                        } catch {
                            #expect(error.code == .keyUnavailable(keys.owner.id))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try vault.open(sealed, in: keys.context) == [1])
    }
}
