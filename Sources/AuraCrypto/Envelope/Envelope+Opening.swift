package import AuraCore

extension Envelope {
    /// Reads the header of a sealed value and checks its lengths; no key is used.
    ///
    /// - Throws: `authenticationFailed` if the bytes are no value.
    package static func header(of value: SealedValue) throws(VaultError) -> EnvelopeHeader {
        try value.bytes.span.withUnsafeBytes { (bytes) throws(VaultError) in
            try EnvelopeLayout(reading: bytes).header
        }
    }

    /// Opens a sealed value: checks its form, finds its key, verifies every tag, and only then decrypts.
    ///
    /// - Parameters:
    ///   - key: Finds the key that the header names.
    ///   - decrypt: Decrypts what was verified. It is not called unless all tags are right.
    /// - Throws: `authenticationFailed` whatever is wrong with the value; what `key` throws.
    package static func open<Plaintext>(
        _ value: SealedValue, in context: SealContext,
        key: (EnvelopeHeader) throws(VaultError) -> ContentKey,
        decrypt: (VerifiedValue) throws(VaultError) -> Plaintext
    ) throws(VaultError) -> Plaintext {
        try decrypt(try VerifiedValue(value, in: context, key: key))
    }
}
