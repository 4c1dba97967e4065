import AuraCore
import AuraCrypto
import Testing

@Suite struct VaultKeyTests {
    @Test func `the root key's id is a keyed fingerprint`() throws {
        #expect(try Vault(rootKey: KnownVault.rootKey).rootKeyID == KeyID("119118dc941f8dce2784cd121e069907"))
    }

    @Test(arguments: [0, 16, 31, 33, 64])
    func `a root key of another length is refused`(count: Int) {
        #expect(throws: VaultError(.wrongRootKey)) {
            try Vault(rootKey: SecretBytes(copying: [UInt8](repeating: 1, count: count)))
        }
    }

    @Test func `another root key than the installation's is refused`() throws {
        let fingerprint = try Vault(rootKey: KnownVault.rootKey).rootKeyID
        let right = try Vault(rootKey: KnownVault.rootKey, expecting: fingerprint)
        #expect(right.rootKeyID == fingerprint)
        #expect(throws: VaultError(.wrongRootKey)) {
            try Vault(rootKey: SecretBytes(copying: [UInt8](repeating: 1, count: 32)), expecting: fingerprint)
        }
    }

    @Test func `keys made in one vault open values in another of the same root key`() throws {
        let first = try Vault(rootKey: KnownVault.rootKey)
        let keys = try MadeKeys(in: first)
        let sealed = try first.seal(Array("hello".utf8), in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
        let second = try Vault(rootKey: KnownVault.rootKey)
        #expect(keys.all.allSatisfy { !second.holds($0.id) })
        for key in keys.all { try second.admit(key) }
        #expect(keys.all.allSatisfy { second.holds($0.id) })
        #expect(try second.open(sealed, in: keys.context) == Array("hello".utf8))
    }

    @Test func `a made key is random, of version 1, enabled and wrapped by the key that was named`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let keys = try (0..<50).map { _ in
            try vault.makeKey(.tenant, tenant: "ten_01", wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        }
        #expect(Set(keys.map(\.id)).count == 50)
        #expect(Set(keys.map(\.wrapped)).count == 50)
        for key in keys {
            #expect(key.version == 1)
            #expect(key.state == .enabled)
            #expect(key.createdAt == KnownVault.moment)
            #expect(key.wrapped.bytes.count == 78 + 48)
            #expect(try vault.ownerKey(of: key.wrapped) == (vault.rootKeyID, .none))
        }
    }

    @Test func `admitting a key twice changes nothing`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let keys = try MadeKeys(in: vault)
        let sealed = try vault.seal([1], in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
        for key in keys.all + keys.all { try vault.admit(key) }
        #expect(try vault.open(sealed, in: keys.context) == [1])
    }

    @Test func `a key is not admitted before the one that wraps it`() throws {
        let keys = try MadeKeys(in: Vault(rootKey: KnownVault.rootKey))
        let vault = try Vault(rootKey: KnownVault.rootKey)
        #expect(throws: VaultError(.keyUnavailable(keys.tenantKey.id))) { try vault.admit(keys.owner) }
        #expect(!vault.holds(keys.owner.id))
    }

    @Test(arguments: [KeyState.destroyed, .disabled])
    func `a key that is not enabled is never unwrapped`(state: KeyState) throws {
        let keys = try MadeKeys(in: Vault(rootKey: KnownVault.rootKey))
        let vault = try Vault(rootKey: KnownVault.rootKey)
        try vault.admit(keys.tenantKey)
        let key = keys.owner.with(state: state)
        #expect(throws: VaultError(.keyNotEnabled(key.id))) { try vault.admit(key) }
        #expect(!vault.holds(key.id))
    }

    @Test func `an overwritten wrap does not open, even of a key that is called enabled`() throws {
        let keys = try MadeKeys(in: Vault(rootKey: KnownVault.rootKey))
        let vault = try Vault(rootKey: KnownVault.rootKey)
        for wrapped in [[], [UInt8](repeating: 0, count: keys.tenantKey.wrapped.bytes.count)] {
            let key = keys.tenantKey.with(wrapped: SealedValue(bytes: wrapped))
            #expect(throws: VaultError(.authenticationFailed)) { try vault.admit(key) }
        }
    }

    @Test func `a wrap opens under no other id, tenant, kind or version`() throws {
        let keys = try MadeKeys(in: Vault(rootKey: KnownVault.rootKey))
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let key = keys.tenantKey
        let others = [
            key.with(id: keys.owner.id), key.with(kind: .billing), key.with(tenant: "ten_02"), key.with(version: 2),
            key.with(wrapped: key.wrapped.flipping(bit: 400)),
        ]
        for other in others {
            #expect(throws: VaultError(.authenticationFailed)) { try vault.admit(other) }
        }
        try vault.admit(key)
    }

    @Test func `a wrap under another root key does not open`() throws {
        let other = try Vault(rootKey: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let key = try MadeKeys(in: other).tenantKey
        #expect(throws: VaultError(.authenticationFailed)) { try Vault(rootKey: KnownVault.rootKey).admit(key) }
    }

    @Test(arguments: [KeyKind.owner, .period, .index])
    func `what belongs under a tenant's key is not wrapped by the root key or another tenant's`(kind: KeyKind) throws {
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let keys = try MadeKeys(in: vault)
        let other = try MadeKeys(in: vault, tenant: "ten_02")
        for wrapping in [vault.rootKeyID, other.tenantKey.id, keys.owner.id] {
            #expect(throws: VaultError(.keyMisused(wrapping))) {
                try make(kind, in: vault, tenant: keys.tenant, wrappedBy: wrapping)
            }
        }
    }

    @Test(arguments: KeyKind.allCases.filter { ![.owner, .period, .index].contains($0) })
    func `what belongs under the root key is wrapped by nothing else`(kind: KeyKind) throws {
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let keys = try MadeKeys(in: vault)
        let tenant = kind.isOfInstallation ? "-" : keys.tenant
        let key = try make(kind, in: vault, tenant: tenant, wrappedBy: vault.rootKeyID)
        #expect(vault.holds(key.id))
        #expect(throws: VaultError(.keyMisused(keys.tenantKey.id))) {
            try make(kind, in: vault, tenant: tenant, wrappedBy: keys.tenantKey.id)
        }
        let misplaced = kind.isOfInstallation ? keys.tenant : "-"
        #expect(throws: VaultError(.keyMisused(vault.rootKeyID))) {
            try make(kind, in: vault, tenant: misplaced, wrappedBy: vault.rootKeyID)
        }
    }

    @Test func `a period key has a class and a week, and no other key has`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let keys = try MadeKeys(in: vault)
        let misplaced: [(KeyKind, DataClass?, KeyPeriod)] = [
            (.period, nil, MadeKeys.week), (.period, .conversation, .none), (.owner, .conversation, .none),
            (.owner, nil, MadeKeys.week),
        ]
        for (kind, dataClass, period) in misplaced {
            #expect(throws: VaultError(.keyMisused(keys.tenantKey.id))) {
                try vault.makeKey(
                    kind, tenant: keys.tenant, wrappedBy: keys.tenantKey.id, dataClass: dataClass, period: period,
                    at: KnownVault.moment)
            }
        }
    }

    @Test func `a wrapped key of another length or in a bucket is refused`() throws {
        let vault = try Vault(rootKey: KnownVault.rootKey)
        let key = try ContentKey(owner: KnownVault.rootKey, id: vault.rootKeyID)
        let id = try #require(KeyID("000000000000000000000000000000bb"))
        for (count, padded) in [(31, false), (33, false), (32, true)] {
            let wrapped = try KnownVault.wrap(
                SecretBytes(copying: [UInt8](repeating: 3, count: count)), id: id, kind: .tenant, tenant: "ten_01",
                under: vault.rootKeyID, with: key, padded: padded)
            #expect(throws: VaultError(.authenticationFailed)) { try vault.admit(wrapped) }
        }
    }

    private func make(
        _ kind: KeyKind, in vault: Vault, tenant: String, wrappedBy wrapping: KeyID
    ) throws -> WrappedKey {
        try vault.makeKey(
            kind, tenant: tenant, wrappedBy: wrapping, dataClass: kind == .period ? .conversation : nil,
            period: kind == .period ? MadeKeys.week : .none, at: KnownVault.moment)
    }
}
