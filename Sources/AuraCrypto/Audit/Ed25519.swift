package import AuraCore
internal import COpenSSL

/// Signatures (RFC 8032, Ed25519) with the system's OpenSSL.
package enum Ed25519 {
    /// Bytes of a seed and of a public key.
    package static let keyCount = 32
    /// Bytes of a signature.
    package static let signatureCount = 64

    /// The public key of a seed.
    ///
    /// - Throws: `internalFailure` for a seed of another length.
    package static func publicKey(of seed: SecretBytes) throws(VaultError) -> [UInt8] {
        let key = try privateKey(seed)
        defer { EVP_PKEY_free(key) }
        var bytes = [UInt8](repeating: 0, count: keyCount)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == keyCount else {
            throw VaultError.afterOpenSSL
        }
        return bytes
    }

    /// Signs a message; the same message and seed give the same signature.
    ///
    /// - Throws: `internalFailure` for a seed of another length.
    package static func sign(_ message: [UInt8], with seed: SecretBytes) throws(VaultError) -> [UInt8] {
        let key = try privateKey(seed)
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { throw VaultError.afterOpenSSL }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: signatureCount)
        var count = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == signatureCount
        else { throw VaultError.afterOpenSSL }
        return signature
    }

    /// Whether the signature is this key's over the message. Lengths that cannot be are false, as is everything when
    /// OpenSSL cannot tell.
    package static func verify(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard signature.count == signatureCount, publicKey.count == keyCount,
            let key = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, publicKey, publicKey.count)
        else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            // A signature that does not verify leaves its reason in OpenSSL's list.
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private static func privateKey(_ seed: SecretBytes) throws(VaultError) -> OpaquePointer {
        let key = seed.withUnsafeBytes { seed in
            seed.count == keyCount
                ? EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, seed.octets, seed.count) : nil
        }
        guard let key else { throw VaultError.afterOpenSSL }
        return key
    }
}
