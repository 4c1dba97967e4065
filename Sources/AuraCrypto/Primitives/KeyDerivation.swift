package import AuraCore
internal import COpenSSL

/// Keys from keys (HKDF, RFC 5869) and keys from passphrases (scrypt, RFC 7914).
package enum KeyDerivation {
    /// HKDF with SHA-512.
    ///
    /// - Parameters:
    ///   - ikm: The secret to derive from.
    ///   - salt: Not secret; may be empty.
    ///   - info: What the derived key is for.
    ///   - count: Bytes to derive, at most 255 × 64; more is `internalFailure`.
    package static func hkdfSHA512(
        ikm: SecretBytes, salt: [UInt8], info: [UInt8], count: Int
    ) throws(VaultError) -> SecretBytes {
        try SecretBytes(capacity: max(count, 0)) { (output) throws(VaultError) in
            let isDone = ikm.withUnsafeBytes { ikm in
                aura_hkdf_sha512(
                    OpenSSLAlgorithm.hkdf.pointer, ikm.octets, ikm.count,
                    salt, salt.count, info, info.count, output.octets,
                    output.count)
            }
            guard isDone == 1 else { throw VaultError.afterOpenSSL }
            return output.count
        }
    }

    /// scrypt.
    ///
    /// - Parameters:
    ///   - n: The cost, a power of two; it takes 128 × n × r bytes of memory.
    ///   - count: Bytes to derive.
    /// - Throws: `internalFailure` for parameters that scrypt does not know, or too little memory. The caller bounds
    ///   parameters that come from outside (``ScryptParameters``).
    package static func scrypt(
        passphrase: SecretBytes, salt: [UInt8], n: Int, r: Int, p: Int, count: Int
    ) throws(VaultError) -> SecretBytes {
        guard let cost = UInt64(exactly: n), let blocks = UInt64(exactly: r), let lanes = UInt64(exactly: p) else {
            throw VaultError(.internalFailure)
        }
        return try SecretBytes(capacity: max(count, 0)) { (output) throws(VaultError) in
            let isDone = passphrase.withUnsafeBytes { passphrase in
                EVP_PBE_scrypt(
                    passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), passphrase.count, salt, salt.count,
                    cost, blocks, lanes, memoryLimit, output.octets,
                    output.count)
            }
            guard isDone == 1 else { throw VaultError.afterOpenSSL }
            return output.count
        }
    }

    /// What scrypt may take at most, in bytes: 2 GiB, beyond what ``ScryptParameters`` allows.
    private static let memoryLimit: UInt64 = 1 << 31
}
