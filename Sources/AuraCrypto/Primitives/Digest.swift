internal import COpenSSL

/// Hashes of bytes that are no secret.
package enum Digest {
    /// SHA-256, 32 bytes. It never traps; see ``hash(_:with:)``.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        hash(bytes, with: .sha256)
    }

    /// SHA-512, 64 bytes. It never traps; see ``hash(_:with:)``.
    package static func sha512(_ bytes: [UInt8]) -> [UInt8] {
        hash(bytes, with: .sha512)
    }

    /// The hash. Should OpenSSL be unable to hash, all bytes are zero: no known input has that hash, so whatever
    /// is compared with it is refused. ``Vault`` does not open where hashing does not work.
    package static func hash(_ bytes: [UInt8], with function: HashFunction) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: function.digestCount)
        guard EVP_Digest(bytes, bytes.count, &digest, nil, function.algorithm.pointer, nil) == 1 else {
            ERR_clear_error()
            return [UInt8](repeating: 0, count: function.digestCount)
        }
        return digest
    }
}
