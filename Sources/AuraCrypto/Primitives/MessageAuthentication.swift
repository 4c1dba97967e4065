package import AuraCore
internal import COpenSSL

/// HMAC over a whole message, and comparison in constant time.
package enum MessageAuthentication {
    /// HMAC-SHA-256, 32 bytes.
    package static func hmacSHA256(key: SecretBytes, _ message: [UInt8]) throws(VaultError) -> [UInt8] {
        try code(AuthenticationKey(key, for: .sha256), message)
    }

    /// HMAC-SHA-512, 64 bytes.
    package static func hmacSHA512(key: SecretBytes, _ message: [UInt8]) throws(VaultError) -> [UInt8] {
        try code(AuthenticationKey(key, for: .sha512), message)
    }

    /// Whether two buffers hold the same bytes; how long it takes tells nothing but their lengths.
    package static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        return left.isEmpty || CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
    }

    private static func code(_ key: AuthenticationKey, _ message: [UInt8]) throws(VaultError) -> [UInt8] {
        var code = try AuthenticationCode(under: key)
        code.add(message)
        return try code.finish()
    }
}
