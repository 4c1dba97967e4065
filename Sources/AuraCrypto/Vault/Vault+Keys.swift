package import AuraCore

extension Vault {
    /// Makes a key, wraps it (E9) and admits it.
    ///
    /// - Parameters:
    ///   - tenant: The tenant's id, or `-` for a key of the installation.
    ///   - wrapping: The root key for `tenant`, `billing` and the installation's keys, else the tenant's key.
    ///   - dataClass: For a period key alone, with its week in `period`.
    ///   - moment: When it is made.
    /// - Returns: Version 1, enabled, for the caller to keep before anything is sealed under it.
    /// - Throws: `keyUnavailable` if the wrapping key is not held; `keyMisused` if the hierarchy has no such place.
    package func makeKey(
        _ kind: KeyKind, tenant: String, wrappedBy wrapping: KeyID, dataClass: DataClass? = nil,
        period: KeyPeriod = .none, at moment: Timestamp
    ) throws(VaultError) -> WrappedKey {
        let isPlaced = kind == .period ? dataClass != nil && period != .none : dataClass == nil && period == .none
        guard let id = KeyID(bytes: try RandomSource.bytes(16)) else { throw VaultError(.internalFailure) }
        let material = try RandomSource.secret(Vault.keyCount)
        return try withKeyring { (keyring) throws(VaultError) in
            let wrappingKey = try self.wrappingKey(wrapping, for: kind, of: tenant, in: &keyring)
            guard let wrappingKey, isPlaced else { throw VaultError(.keyMisused(wrapping)) }
            let key = WrappedKey(
                id: id, kind: kind, tenant: tenant, version: 1, dataClass: dataClass, period: period, state: .enabled,
                createdAt: moment, wrapped: SealedValue(bytes: []))
            let header = EnvelopeHeader(isPadded: false, ownerKey: wrapping, period: .none)
            let wrapped = try material.withUnsafeBytes { (bytes) throws(VaultError) in
                try Envelope.seal(bytes, in: key.context, under: header, with: wrappingKey)
            }
            keyring.insert(key, material: material, wrappedBy: wrapping)
            return key.wrapped(as: wrapped)
        }
    }

    /// Unwraps a key of the key table and holds it. A key that is held already stays as it is.
    ///
    /// - Throws: `keyNotEnabled` for a key that is disabled or destroyed; `keyUnavailable` if the wrapping key, which
    ///   the wrap names, is not held; `authenticationFailed` if the wrap does not open or is not in its place.
    package func admit(_ key: WrappedKey) throws(VaultError) {
        guard key.state == .enabled else { throw VaultError(.keyNotEnabled(key.id)) }
        let header = try Envelope.header(of: key.wrapped)
        try withKeyring { (keyring) throws(VaultError) in
            if keyring.holds(key.id) { return }
            let wrappingKey = try self.wrappingKey(header.ownerKey, for: key.kind, of: key.tenant, in: &keyring)
            guard let wrappingKey, header.period == .none, !header.isPadded else {
                throw VaultError(.authenticationFailed)
            }
            let material = try Envelope.open(
                key.wrapped, in: key.context, key: { (_) throws(VaultError) in wrappingKey },
                decrypt: { (value) throws(VaultError) in try value.secret() })
            guard material.count == Vault.keyCount else { throw VaultError(.authenticationFailed) }
            keyring.insert(key, material: material, wrappedBy: header.ownerKey)
        }
    }

    /// The key that wraps keys of this kind and tenant, if `id` is it.
    private func wrappingKey(
        _ id: KeyID, for kind: KeyKind, of tenant: String, in keyring: inout Keyring
    ) throws(VaultError) -> ContentKey? {
        guard kind.isOfInstallation == tenant.hasSameBytes(as: "-") else { return nil }
        switch kind {
        case .tenant, .billing, .ledger, .signing, .lookup, .operator:
            return id == rootKeyID ? rootContentKey : nil
        case .owner, .period, .index:
            if id == rootKeyID { return nil }
            let held = try keyring.key(id)
            guard held.kind == .tenant, held.tenant.hasSameBytes(as: tenant) else { return nil }
            return try keyring.contentKey(owner: id, period: .none, in: SealContext(components: []))
        }
    }
}

extension Keyring {
    fileprivate mutating func insert(_ key: WrappedKey, material: SecretBytes, wrappedBy wrapping: KeyID) {
        let slot = key.dataClass.map {
            PeriodSlot(tenant: key.tenant, dataClass: $0.rawValue, period: key.period)
        }
        let held = HeldKey(
            material: material, kind: key.kind, tenant: key.tenant, wrappedBy: wrapping,
            slot: key.kind == .period ? slot : nil)
        insert(held, id: key.id)
    }
}

extension WrappedKey {
    fileprivate func wrapped(as wrapped: SealedValue) -> WrappedKey {
        WrappedKey(
            id: id, kind: kind, tenant: tenant, version: version, dataClass: dataClass, period: period, state: state,
            createdAt: createdAt, wrapped: wrapped)
    }
}
