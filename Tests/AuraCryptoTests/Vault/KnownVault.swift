import AuraCore
import AuraCrypto
import Testing

/// A vault with one tenant whose keys' bytes are known, so that what it makes can be compared with vectors.
struct KnownVault {
    static let rootKey = SecretBytes(copying: Array(0..<32))
    static let moment = Timestamp(milliseconds: 1_790_000_000_000)

    let vault: Vault
    let tenant: String
    private let tenantKeyID: KeyID
    private let tenantKey: SecretBytes

    init(tenant: String = "ten_01", limits: KeyringLimits = .standard) throws {
        vault = try Vault(rootKey: KnownVault.rootKey, limits: limits)
        self.tenant = tenant
        tenantKeyID = try #require(KeyID("000000000000000000000000000000aa"))
        tenantKey = SecretBytes(copying: [UInt8](repeating: 0xAA, count: 32))
        let rootContentKey = try ContentKey(owner: KnownVault.rootKey, id: vault.rootKeyID)
        try vault.admit(
            KnownVault.wrap(
                tenantKey, id: tenantKeyID, kind: .tenant, tenant: tenant, under: vault.rootKeyID,
                with: rootContentKey))
    }

    /// Admits a key of known bytes, wrapped by the tenant's key.
    func admit(
        _ material: [UInt8], id: KeyID, kind: KeyKind, dataClass: DataClass? = nil, period: KeyPeriod = .none
    ) throws {
        let key = try ContentKey(owner: tenantKey, id: tenantKeyID)
        try vault.admit(
            KnownVault.wrap(
                SecretBytes(copying: material), id: id, kind: kind, tenant: tenant, dataClass: dataClass,
                period: period, under: tenantKeyID, with: key))
    }

    static func wrap(
        _ material: SecretBytes, id: KeyID, kind: KeyKind, tenant: String, dataClass: DataClass? = nil,
        period: KeyPeriod = .none, under wrapping: KeyID, with key: ContentKey, padded: Bool = false
    ) throws -> WrappedKey {
        let bare = WrappedKey(
            id: id, kind: kind, tenant: tenant, version: 1, dataClass: dataClass, period: period, state: .enabled,
            createdAt: moment, wrapped: SealedValue(bytes: []))
        let header = EnvelopeHeader(isPadded: padded, ownerKey: wrapping, period: .none)
        return bare.with(
            wrapped: try material.withUnsafeBytes { (bytes) throws(VaultError) in
                try Envelope.seal(bytes, in: bare.context, under: header, with: key)
            })
    }
}

/// The keys of one tenant in a vault, all made by it.
struct MadeKeys {
    let tenant: String
    let tenantKey: WrappedKey
    let owner: WrappedKey
    let index: WrappedKey
    let period: WrappedKey

    static let week = KeyPeriod(containing: KnownVault.moment)

    init(in vault: Vault, tenant: String = "ten_01") throws {
        self.tenant = tenant
        let moment = KnownVault.moment
        tenantKey = try vault.makeKey(.tenant, tenant: tenant, wrappedBy: vault.rootKeyID, at: moment)
        owner = try vault.makeKey(.owner, tenant: tenant, wrappedBy: tenantKey.id, at: moment)
        index = try vault.makeKey(.index, tenant: tenant, wrappedBy: tenantKey.id, at: moment)
        period = try vault.makeKey(
            .period, tenant: tenant, wrappedBy: tenantKey.id, dataClass: .conversation, period: MadeKeys.week,
            at: moment)
    }

    /// In the order in which they can be admitted.
    var all: [WrappedKey] { [tenantKey, owner, index, period] }

    var context: SealContext {
        SealContext(tenant: tenant, table: "message", column: "body", row: "msg_42", dataClass: .conversation)
    }
}

extension WrappedKey {
    func with(
        id: KeyID? = nil, kind: KeyKind? = nil, tenant: String? = nil, version: Int? = nil, state: KeyState? = nil,
        wrapped: SealedValue? = nil
    ) -> WrappedKey {
        WrappedKey(
            id: id ?? self.id, kind: kind ?? self.kind, tenant: tenant ?? self.tenant,
            version: version ?? self.version, dataClass: dataClass, period: period, state: state ?? self.state,
            createdAt: createdAt, wrapped: wrapped ?? self.wrapped)
    }
}

extension SealedValue {
    func flipping(bit: Int) -> SealedValue {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return SealedValue(bytes: bytes)
    }
}
