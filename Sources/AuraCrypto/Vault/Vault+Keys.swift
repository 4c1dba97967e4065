package import AuraCore

extension Vault {
    /// Makes a key, wraps it (E9) and admits it.
    ///
    /// - Parameters:
    ///   - tenant: The tenant's id, or `-` for a key of the installation.
    ///   - wrapping: The root key for `tenant`, `billing` and the installation's keys, else the tenant's key.
    ///   - dataClass: For a period key alone, with its week in `period`.
    ///   - version: Which of the keys of its kind and owner it is, from 1.
    ///   - moment: When it is made.
    /// - Returns: The key, enabled, for the caller to keep before anything is sealed under it.
    /// - Throws: `keyUnavailable` if the wrapping key is not held; `keyMisused` if the hierarchy has no such place.
    package func makeKey(
        _ kind: KeyKind, tenant: String, wrappedBy wrapping: KeyID, dataClass: DataClass? = nil,
        period: KeyPeriod = .none, version: Int = 1, at moment: Timestamp
    ) throws(VaultError) -> WrappedKey {
        let isPlaced = kind == .period ? dataClass != nil && period != .none : dataClass == nil && period == .none
        guard let id = KeyID(bytes: try RandomSource.bytes(16)) else { throw VaultError(.internalFailure) }
        let material = try RandomSource.secret(Vault.keyCount)
        return try withKeyring { (keyring) throws(VaultError) in
            let wrappingKey = try self.wrappingKey(wrapping, for: kind, of: tenant, in: &keyring)
            guard let wrappingKey, isPlaced else { throw VaultError(.keyMisused(wrapping)) }
            let key = WrappedKey(
                id: id, kind: kind, tenant: tenant, version: version, dataClass: dataClass, period: period,
                state: .enabled,
                createdAt: moment, wrapped: SealedValue(bytes: []))
            let header = EnvelopeHeader(isPadded: false, ownerKey: wrapping, period: .none)
            let wrapped = try material.withUnsafeBytes { (bytes) throws(VaultError) in
                try Envelope.seal(bytes, in: key.context, under: header, with: wrappingKey)
            }
            keyring.insert(key, material: material, wrappedBy: wrapping)
            return key.rewrapped(as: wrapped)
        }
    }

    /// Unwraps a key of the key table and holds it. A key that is held already stays as it is.
    ///
    /// - Throws: `keyNotEnabled` for a key that is disabled or destroyed; `keyUnavailable` if the wrapping key, which
    ///   the wrap names, is not held; `authenticationFailed` if the wrap does not open or is not in its place.
    package func admit(_ key: WrappedKey) throws(VaultError) {
        guard key.state == .enabled else { throw VaultError(.keyNotEnabled(key.id)) }
        let wrap = usableWrap(of: key)
        let wrapping = try Envelope.header(of: wrap).ownerKey
        try withKeyring { (keyring) throws(VaultError) in
            if keyring.holds(key.id) { return }
            let material = try self.unwrap(wrap, of: key, in: &keyring)
            keyring.insert(key, material: material, wrappedBy: wrapping)
        }
    }

    /// Whether a root key is held that wraps this key; true for a key that the root key does not wrap.
    package func canUnwrap(_ key: WrappedKey) -> Bool {
        guard key.kind.isWrappedByRoot else { return true }
        return usableWrap(of: key).keyInHeader.map { rootContentKey($0) != nil } ?? false
    }

    /// Wraps a key anew, by another key of the same place in the hierarchy, and proves it by unwrapping what was made.
    /// The key itself is neither held nor changed; it may be disabled.
    ///
    /// - Parameter wrapping: A root key that is held, or a tenant key that is.
    /// - Throws: `keyUnavailable`, `keyMisused`; `authenticationFailed` if the old wrap does not open or the new one
    ///   does not give the same key.
    package func rewrap(_ key: WrappedKey, by wrapping: KeyID) throws(VaultError) -> SealedValue {
        guard key.state != .destroyed else { throw VaultError(.keyNotEnabled(key.id)) }
        return try withKeyring { (keyring) throws(VaultError) in
            let material = try self.unwrap(self.usableWrap(of: key), of: key, in: &keyring)
            let wrappingKey = try self.wrappingKey(wrapping, for: key.kind, of: key.tenant, in: &keyring)
            guard let wrappingKey else { throw VaultError(.keyMisused(wrapping)) }
            let header = EnvelopeHeader(isPadded: false, ownerKey: wrapping, period: .none)
            let wrapped = try material.withUnsafeBytes { (bytes) throws(VaultError) in
                try Envelope.seal(bytes, in: key.context, under: header, with: wrappingKey)
            }
            guard material.isSame(as: try self.unwrap(wrapped, of: key, in: &keyring)) else {
                throw VaultError(.authenticationFailed)
            }
            return wrapped
        }
    }

    /// Proves that two wraps hold the same key: both are unwrapped and compared.
    ///
    /// - Throws: `authenticationFailed` if either does not open or they differ; `keyUnavailable`.
    package func verify(_ key: WrappedKey, isAlso wrap: SealedValue) throws(VaultError) {
        let isSame = try withKeyring { (keyring) throws(VaultError) in
            try self.unwrap(key.wrapped, of: key, in: &keyring)
                .isSame(as: try self.unwrap(wrap, of: key, in: &keyring))
        }
        guard isSame else { throw VaultError(.authenticationFailed) }
    }

    /// The wrap by a root key that is held, where there are two.
    private func usableWrap(of key: WrappedKey) -> SealedValue {
        guard let next = key.nextWrapped, key.wrapped.keyInHeader.flatMap(rootContentKey) == nil else {
            return key.wrapped
        }
        return next
    }

    private func unwrap(
        _ wrap: SealedValue, of key: WrappedKey, in keyring: inout Keyring
    ) throws(VaultError) -> SecretBytes {
        let header = try Envelope.header(of: wrap)
        let wrappingKey = try self.wrappingKey(header.ownerKey, for: key.kind, of: key.tenant, in: &keyring)
        guard let wrappingKey, header.period == .none, !header.isPadded else {
            throw VaultError(.authenticationFailed)
        }
        let material = try Envelope.open(
            wrap, in: key.context, key: { (_) throws(VaultError) in wrappingKey },
            decrypt: { (value) throws(VaultError) in try value.secret() })
        guard material.count == Vault.keyCount else { throw VaultError(.authenticationFailed) }
        return material
    }

    /// The key that wraps keys of this kind and tenant, if `id` is it.
    private func wrappingKey(
        _ id: KeyID, for kind: KeyKind, of tenant: String, in keyring: inout Keyring
    ) throws(VaultError) -> ContentKey? {
        guard kind.isOfInstallation == tenant.hasSameBytes(as: "-") else { return nil }
        switch kind {
        case .tenant, .billing, .ledger, .signing, .lookup, .operator:
            return rootContentKey(id)
        case .owner, .period, .index:
            if rootContentKey(id) != nil { return nil }
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
