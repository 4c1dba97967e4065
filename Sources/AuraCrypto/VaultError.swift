package import AuraCore

/// The one error of AuraCrypto. It says which kind of thing went wrong and which key it was about; never a key,
/// a plaintext or why exactly a sealed value did not open.
package struct VaultError: Error, Hashable, Sendable {
    /// What went wrong.
    package enum Code: Hashable, Sendable {
        /// A sealed value does not open: bad header, bad tag, bad padding, another context. One code for all.
        case authenticationFailed
        /// The header names a key that the vault does not hold. Whether it was destroyed or never known is for the
        /// key table to say (`vectors/README.md` E5).
        case keyUnavailable(KeyID)
        /// The vault holds no key for this tenant, data class and week.
        case periodKeyUnavailable(KeyPeriod)
        /// A key that is disabled or destroyed is not unwrapped.
        case keyNotEnabled(KeyID)
        /// The key is of another kind or another tenant than the call needs.
        case keyMisused(KeyID)
        /// The root key is not 32 bytes long, or not the one this installation began with.
        case wrongRootKey
        /// More than 4 095 bytes were to be sealed in a bucket, or a value is beyond what an envelope can hold.
        case valueTooLong
        /// A component of the context is longer than 65 535 bytes (E2).
        case componentTooLong
        /// The system gave no random bytes.
        case randomUnavailable
        /// OpenSSL or ICU could not do what it always can; most likely there is no memory.
        case internalFailure
    }

    /// What went wrong.
    package let code: Code

    /// Makes the error.
    package init(_ code: Code) {
        self.code = code
    }
}
