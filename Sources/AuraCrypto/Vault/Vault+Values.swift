package import AuraCore

extension Vault {
    /// Seals a plaintext.
    ///
    /// - Parameters:
    ///   - context: What the value is bound to; its first component is the owner key's tenant.
    ///   - owner: An owner key, a billing key or the operator's.
    ///   - period: The week of the period key that takes part, for a class that has such keys.
    ///   - padded: Whether the length is hidden in a bucket; at most 4 095 bytes then.
    /// - Throws: `keyUnavailable`, `periodKeyUnavailable`, `keyMisused`, `valueTooLong`, `componentTooLong`,
    ///   `randomUnavailable`.
    package func seal(
        _ plaintext: [UInt8], in context: SealContext, owner: KeyID, period: KeyPeriod = .none, padded: Bool = false
    ) throws(VaultError) -> SealedValue {
        try plaintext.span.withUnsafeBytes { (bytes) throws(VaultError) in
            try seal(bytes, in: context, under: EnvelopeHeader(isPadded: padded, ownerKey: owner, period: period))
        }
    }

    /// Seals a secret, which is read where it lies.
    package func seal(
        _ secret: SecretBytes, in context: SealContext, owner: KeyID, period: KeyPeriod = .none, padded: Bool = false
    ) throws(VaultError) -> SealedValue {
        try secret.withUnsafeBytes { (bytes) throws(VaultError) in
            try seal(bytes, in: context, under: EnvelopeHeader(isPadded: padded, ownerKey: owner, period: period))
        }
    }

    /// Opens a sealed value.
    ///
    /// - Throws: `authenticationFailed` whatever is wrong with it or its context; `keyUnavailable` or
    ///   `periodKeyUnavailable` if the key that its header names is not held.
    package func open(_ value: SealedValue, in context: SealContext) throws(VaultError) -> [UInt8] {
        try open(value, in: context) { (verified) throws(VaultError) in try verified.plaintext() }
    }

    /// Opens a sealed value into a wiped buffer; the plaintext is nowhere else.
    package func openSecret(_ value: SealedValue, in context: SealContext) throws(VaultError) -> SecretBytes {
        try open(value, in: context) { (verified) throws(VaultError) in try verified.secret() }
    }

    /// Verifies the tags of a sealed value; nothing is decrypted.
    ///
    /// - Throws: As ``open(_:in:)``.
    package func verify(_ value: SealedValue, in context: SealContext) throws(VaultError) {
        try open(value, in: context) { (_) throws(VaultError) in }
    }

    /// Opens a value and seals it again under another owner key: the same context, week and bucket.
    ///
    /// - Throws: What opening and sealing throw.
    package func reseal(
        _ value: SealedValue, in context: SealContext, owner: KeyID
    ) throws(VaultError) -> SealedValue {
        let header = try Envelope.header(of: value)
        return try seal(
            try openSecret(value, in: context), in: context, owner: owner, period: header.period,
            padded: header.isPadded)
    }

    /// The owner key and the week that a value's header names. The header alone is read: it proves nothing.
    ///
    /// - Throws: `authenticationFailed` if the bytes are no sealed value.
    package func ownerKey(of value: SealedValue) throws(VaultError) -> (KeyID, KeyPeriod) {
        let header = try Envelope.header(of: value)
        return (header.ownerKey, header.period)
    }

    private func seal(
        _ plaintext: UnsafeRawBufferPointer, in context: SealContext, under header: EnvelopeHeader
    ) throws(VaultError) -> SealedValue {
        let key = try contentKey(header, in: context, otherwise: .keyMisused(header.ownerKey))
        return try Envelope.seal(plaintext, in: context, under: header, with: key)
    }

    private func open<Plaintext>(
        _ value: SealedValue, in context: SealContext,
        decrypt: (VerifiedValue) throws(VaultError) -> Plaintext
    ) throws(VaultError) -> Plaintext {
        try Envelope.open(
            value, in: context,
            key: { (header) throws(VaultError) in
                try contentKey(header, in: context, otherwise: .authenticationFailed)
            }, decrypt: decrypt)
    }

    /// - Parameter refusal: What is thrown for a key that seals no values, or none of this tenant. Without that check
    ///   a wrapped key could be opened as a value.
    private func contentKey(
        _ header: EnvelopeHeader, in context: SealContext, otherwise refusal: VaultError.Code
    ) throws(VaultError) -> ContentKey {
        try withKeyring { (keyring) throws(VaultError) in
            let owner = try keyring.key(header.ownerKey)
            guard owner.kind.sealsValues, let tenant = context.components.first, owner.tenant.hasSameBytes(as: tenant)
            else { throw VaultError(refusal) }
            return try keyring.contentKey(owner: header.ownerKey, period: header.period, in: context)
        }
    }
}

extension KeyKind {
    /// Whether values are sealed under keys of this kind; the others wrap, sign or look up.
    fileprivate var sealsValues: Bool {
        switch self {
        case .owner, .billing, .operator: true
        case .tenant, .period, .index, .ledger, .signing, .lookup: false
        }
    }
}
