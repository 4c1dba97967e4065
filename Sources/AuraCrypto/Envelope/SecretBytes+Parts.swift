internal import AuraCore
internal import COpenSSL

extension SecretBytes {
    /// A secret of its own with the bytes of a range that lies within this one.
    func part(_ range: Range<Int>) -> SecretBytes {
        SecretBytes(capacity: range.count) { buffer in
            withUnsafeBytes { buffer.copyMemory(from: $0.part(range)) }
            return range.count
        }
    }

    /// This secret followed by another.
    func joined(with other: SecretBytes) -> SecretBytes {
        SecretBytes(capacity: count + other.count) { buffer in
            withUnsafeBytes { buffer.copyMemory(from: $0) }
            other.withUnsafeBytes { buffer.part(count..<buffer.count).copyMemory(from: $0) }
            return buffer.count
        }
    }
}

extension SecretBytes {
    /// Whether two secrets are equal; the time it takes depends on their length alone.
    func isSame(as other: SecretBytes) -> Bool {
        withUnsafeBytes { left in
            other.withUnsafeBytes { right in
                left.count == right.count && CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Overwrites the bytes in a way that the compiler does not leave out.
    func wipe() {
        OPENSSL_cleanse(baseAddress, count)
    }
}
