package import AuraCore
internal import COpenSSL

/// Random bytes from OpenSSL's generator (`RAND_bytes`), the only source of randomness for keys, IVs and salts.
package enum RandomSource {
    /// Random bytes that are no secret: an identifier, a salt.
    package static func bytes(_ count: Int) throws(VaultError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(count, 0))
        var span = bytes.mutableSpan
        try span.withUnsafeMutableBytes { (buffer) throws(VaultError) in try fill(buffer) }
        return bytes
    }

    /// Random bytes that are a secret, written straight into the wiped buffer.
    package static func secret(_ count: Int) throws(VaultError) -> SecretBytes {
        try SecretBytes(capacity: max(count, 0)) { (buffer) throws(VaultError) in
            try fill(buffer)
            return buffer.count
        }
    }

    /// Fills a buffer with random bytes.
    package static func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(VaultError) {
        guard let count = Int32(exactly: buffer.count),
            count == 0 || RAND_bytes(buffer.octets, count) == 1
        else {
            ERR_clear_error()
            throw VaultError(.randomUnavailable)
        }
    }
}
