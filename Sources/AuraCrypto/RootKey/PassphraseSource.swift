package import AuraCore

/// A root key that is derived from a passphrase by scrypt.
package struct PassphraseSource: RootKeySource {
    /// How the key is derived.
    package let parameters: ScryptParameters
    private let ask: @Sendable () throws(RootKeyError) -> SecretBytes

    /// - Parameter ask: Gets the passphrase from whoever has it; it is asked once for each key.
    package init(
        parameters: ScryptParameters, ask: @escaping @Sendable () throws(RootKeyError) -> SecretBytes
    ) {
        self.parameters = parameters
        self.ask = ask
    }

    /// Asks and derives. It takes about half a second of one core.
    ///
    /// - Throws: What `ask` throws; `derivationFailed` for an empty passphrase or too little memory.
    package func rootKey() async throws(RootKeyError) -> SecretBytes {
        let passphrase = try ask()
        guard passphrase.count > 0 else { throw .derivationFailed }
        do {
            return try KeyDerivation.scrypt(
                passphrase: passphrase, salt: parameters.salt, n: parameters.n, r: parameters.r, p: parameters.p,
                count: Vault.keyCount)
        } catch {
            throw .derivationFailed
        }
    }
}
