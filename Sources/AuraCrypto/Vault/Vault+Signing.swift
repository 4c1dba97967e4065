package import AuraCore

/// The installation's signing key: its 32 bytes are the seed of an Ed25519 key (VAULT.md §7, §8).
extension Vault {
    /// The public half, 32 bytes, for whoever verifies.
    ///
    /// - Throws: `keyUnavailable`; `keyMisused` for a key of another kind.
    package func publicKey(of id: KeyID) throws(VaultError) -> [UInt8] {
        try Ed25519.publicKey(of: seed(id))
    }

    /// Signs a message, 64 bytes.
    ///
    /// - Throws: as ``publicKey(of:)``.
    package func sign(_ message: [UInt8], key id: KeyID) throws(VaultError) -> [UInt8] {
        try Ed25519.sign(message, with: seed(id))
    }

    /// Signs a checkpoint under its origin.
    ///
    /// - Throws: as ``publicKey(of:)``.
    package func sign(_ checkpoint: Checkpoint, key id: KeyID) throws(VaultError) -> String {
        try SignedNote.sign(checkpoint.text, as: checkpoint.origin, with: seed(id))
    }

    private func seed(_ id: KeyID) throws(VaultError) -> SecretBytes {
        try withKeyring { (keyring) throws(VaultError) in
            let key = try keyring.key(id)
            guard key.kind == .signing else { throw VaultError(.keyMisused(id)) }
            return key.material
        }
    }
}
