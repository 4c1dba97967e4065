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

extension UnsafeMutableRawBufferPointer {
    /// Overwrites the bytes in a way that the compiler does not leave out.
    func wipe() {
        OPENSSL_cleanse(baseAddress, count)
    }
}
