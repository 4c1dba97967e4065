package import AuraCore

/// Keyed look-ups: equal inputs give equal outputs under one key, and nobody without the key can make them.
extension Vault {
    /// The blind index of a text in one column (VAULT.md §6): 16 bytes, equal for texts that differ only in case,
    /// width or composition. Nothing is trimmed.
    ///
    /// - Throws: `keyUnavailable`; `internalFailure` if ICU cannot normalise.
    package func blindIndex(
        _ text: String, table: String, column: String, indexKey: KeyID
    ) throws(VaultError) -> [UInt8] {
        let key = try derivedKey(from: indexKey, for: "aura/bidx/v1/\(table).\(column)")
        let code = try MessageAuthentication.hmacSHA256(key: key, CaseFolding.fold(text))
        return Array(code.prefix(16))
    }

    /// The index tokens of words, in their order: the first 8 bytes of HMAC-SHA-256 over each word's UTF-8, as a
    /// signed big-endian number.
    ///
    /// - Throws: `keyUnavailable`.
    package func searchTokens(_ terms: [SearchTerm], indexKey: KeyID) throws(VaultError) -> [SearchToken] {
        let key = try AuthenticationKey(derivedKey(from: indexKey, for: "aura/search/v1"), for: .sha256)
        var code = try AuthenticationCode(under: key)
        var tokens: [SearchToken] = []
        tokens.reserveCapacity(terms.count)
        try withUnsafeTemporaryAllocation(byteCount: 32, alignment: 16) { (digest) throws(VaultError) in
            for term in terms {
                code.restart()
                term.text.withBytes { code.add($0) }
                try code.finish(into: digest)
                tokens.append(SearchToken(rawValue: Int64(bigEndian: digest.load(as: Int64.self))))
            }
        }
        return tokens
    }

    /// The fingerprint of a secret or a document, for one purpose: 32 bytes, the same for the same bytes.
    ///
    /// - Throws: `keyUnavailable`.
    package func fingerprint(_ secret: SecretBytes, purpose: String, key: KeyID) throws(VaultError) -> [UInt8] {
        let derived = try AuthenticationKey(derivedKey(from: key, for: "aura/fingerprint/v1/\(purpose)"), for: .sha256)
        var code = try AuthenticationCode(under: derived)
        secret.withUnsafeBytes { code.add($0) }
        return try code.finish()
    }

    /// The pseudonym of an identifier in the ledger and on receipts (VAULT.md §5): HMAC-SHA-256 under the ledger key,
    /// 64 hexadecimal digits.
    ///
    /// - Throws: `keyUnavailable`.
    package func pseudonym(_ id: String, key: KeyID) throws(VaultError) -> String {
        let material = try withKeyring { (keyring) throws(VaultError) in try keyring.key(key).material }
        return Hexadecimal.encode(try MessageAuthentication.hmacSHA256(key: material, Array(id.utf8)))
    }

    private func derivedKey(from id: KeyID, for use: String) throws(VaultError) -> SecretBytes {
        let material = try withKeyring { (keyring) throws(VaultError) in try keyring.key(id).material }
        return try KeyDerivation.hkdfSHA512(ikm: material, salt: [], info: Array(use.utf8), count: Vault.keyCount)
    }
}
