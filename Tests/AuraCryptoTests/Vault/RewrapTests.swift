import AuraCore
import AuraCrypto
import Testing

/// Keys change their wraps and values their owner keys; what they hold stays the same.
@Suite struct RewrapTests {
    private let vault: Vault
    private let keys: MadeKeys
    private let other = SecretBytes(copying: [UInt8](repeating: 9, count: 32))

    init() throws {
        vault = try Vault(rootKey: KnownVault.rootKey)
        keys = try MadeKeys(in: vault)
    }

    @Test func `a rewrapped key opens what it sealed, in a vault that knows the new tenant key alone`() throws {
        let sealed = try vault.seal([7], in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
        let next = try vault.makeKey(
            .tenant, tenant: keys.tenant, wrappedBy: vault.rootKeyID, version: 2, at: KnownVault.moment)
        #expect(next.version == 2)
        let fresh = try Vault(rootKey: KnownVault.rootKey)
        try fresh.admit(next)
        for key in [keys.owner, keys.index, keys.period] {
            let wrap = try vault.rewrap(key, by: next.id)
            #expect(wrap != key.wrapped && wrap.keyInHeader == next.id)
            try vault.verify(key, isAlso: wrap)
            try fresh.admit(key.rewrapped(as: wrap))
        }
        #expect(try fresh.open(sealed, in: keys.context) == [7])
    }

    @Test func `a wrap that holds another key, or is damaged, is no proof`() throws {
        let next = try vault.makeKey(
            .tenant, tenant: keys.tenant, wrappedBy: vault.rootKeyID, version: 2, at: KnownVault.moment)
        let wrap = try vault.rewrap(keys.owner, by: next.id)
        #expect(throws: VaultError(.authenticationFailed)) {
            try vault.verify(keys.owner, isAlso: wrap.flipping(bit: 400))
        }
        #expect(throws: VaultError(.authenticationFailed)) {
            try vault.verify(keys.index, isAlso: wrap)
        }
    }

    @Test func `a key is wrapped by nothing that has another place, and not at all once it is destroyed`() throws {
        let foreign = try MadeKeys(in: vault, tenant: "ten_02")
        for wrapping in [vault.rootKeyID, foreign.tenantKey.id, keys.owner.id] {
            #expect(throws: VaultError(.keyMisused(wrapping))) { try vault.rewrap(keys.owner, by: wrapping) }
        }
        #expect(throws: VaultError(.keyNotEnabled(keys.owner.id))) {
            try vault.rewrap(keys.owner.with(state: .destroyed), by: keys.tenantKey.id)
        }
        _ = try vault.rewrap(keys.owner.with(state: .disabled), by: keys.tenantKey.id)
    }

    @Test func `while the root key is rotated either one unwraps, afterwards the new one alone`() throws {
        let next = try vault.add(rootKey: other, isCurrent: false)
        #expect(vault.rootKeyID != next && vault.holds(next))
        let wrap = try vault.rewrap(keys.tenantKey, by: next)
        let both = WrappedKey(
            id: keys.tenantKey.id, kind: .tenant, tenant: keys.tenant, version: 1, dataClass: nil, period: .none,
            state: .enabled, createdAt: KnownVault.moment, wrapped: keys.tenantKey.wrapped, nextWrapped: wrap)
        for root in [KnownVault.rootKey, other] {
            let fresh = try Vault(rootKey: root)
            #expect(fresh.canUnwrap(both))
            try fresh.admit(both)
        }
        let new = try Vault(rootKey: other)
        try new.admit(both.rewrapped(as: wrap))
        let old = try Vault(rootKey: KnownVault.rootKey)
        #expect(!old.canUnwrap(both.rewrapped(as: wrap)))
        #expect(throws: VaultError(.authenticationFailed)) { try old.admit(both.rewrapped(as: wrap)) }
        vault.useRootKey(next)
        #expect(vault.rootKeyID == next)
    }

    @Test(arguments: [false, true])
    func `a resealed value holds the same under the new owner key, with its week and its bucket`(padded: Bool) throws {
        let next = try vault.makeKey(
            .owner, tenant: keys.tenant, wrappedBy: keys.tenantKey.id, version: 2, at: KnownVault.moment)
        let old = try vault.seal(
            Array("hello".utf8), in: keys.context, owner: keys.owner.id, period: MadeKeys.week, padded: padded)
        let new = try vault.reseal(old, in: keys.context, owner: next.id)
        #expect(try vault.ownerKey(of: new) == (next.id, MadeKeys.week))
        #expect(new.bytes.count == old.bytes.count && new.bytes[5] == old.bytes[5])
        vault.evict([keys.owner.id])
        #expect(try vault.open(new, in: keys.context) == Array("hello".utf8))
    }

    @Test func `forgetting a retired tenant key keeps the keys that it once wrapped`() throws {
        let sealed = try vault.seal([7], in: keys.context, owner: keys.owner.id)
        vault.forget([keys.tenantKey.id])
        #expect(!vault.holds(keys.tenantKey.id))
        #expect(try vault.open(sealed, in: keys.context) == [7])
    }
}
