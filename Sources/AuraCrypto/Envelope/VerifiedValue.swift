package import AuraCore

/// A sealed value all of whose tags have been verified. ``Envelope`` decrypts nothing else.
package struct VerifiedValue: Sendable {
    private let bytes: [UInt8]
    private let layout: EnvelopeLayout
    private let key: ContentKey

    init(
        _ value: SealedValue, in context: SealContext, key: (EnvelopeHeader) throws(VaultError) -> ContentKey
    ) throws(VaultError) {
        bytes = value.bytes
        (layout, self.key) = try value.bytes.span.withUnsafeBytes { (bytes) throws(VaultError) in
            let layout = try EnvelopeLayout(reading: bytes)
            let key = try key(layout.header)
            let associated = try AssociatedData(layout.header, context)
            let firstIV = bytes.part(EnvelopeHeader.ivRange)
            for piece in 0..<layout.pieceCount {
                let envelope = bytes.part(layout.range(of: piece))
                let binding = try ChunkedForm.components(of: piece, among: layout.pieceCount, firstIV: firstIV)
                let isRight = try key.verify(
                    envelope.tag, associated: (associated.bytes, binding), iv: envelope.part(EnvelopeHeader.ivRange),
                    ciphertext: envelope.ciphertext)
                guard isRight else { throw VaultError(.authenticationFailed) }
            }
            return (layout, key)
        }
    }

    /// The plaintext in an array, for what is no secret of its own.
    ///
    /// - Throws: `authenticationFailed` for a wrong padding.
    package func plaintext() throws(VaultError) -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: capacity) { (buffer, count) throws(VaultError) in
            count = try decrypt(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// The plaintext in a wiped buffer and nowhere else.
    ///
    /// - Throws: `authenticationFailed` for a wrong padding.
    package func secret() throws(VaultError) -> SecretBytes {
        try SecretBytes(capacity: capacity) { (buffer) throws(VaultError) in try decrypt(into: buffer) }
    }

    /// As long as all ciphertexts together, which is more than the plaintext needs.
    private var capacity: Int {
        bytes.count - layout.pieceCount * EnvelopeHeader.overhead
    }

    private func decrypt(into output: UnsafeMutableRawBufferPointer) throws(VaultError) -> Int {
        do {
            return try bytes.span.withUnsafeBytes { (bytes) throws(VaultError) in
                var filled = 0
                for piece in 0..<layout.pieceCount {
                    let envelope = bytes.part(layout.range(of: piece))
                    let rest = output.part(filled..<output.count)
                    let count = try key.decrypt(
                        envelope.ciphertext, iv: envelope.part(EnvelopeHeader.ivRange), into: rest)
                    guard isAllowed(count, in: piece) else { throw VaultError(.authenticationFailed) }
                    filled += count
                }
                guard layout.header.isPadded else { return filled }
                return try BucketPadding.plaintextCount(in: UnsafeRawBufferPointer(output.part(0..<filled)))
            }
        } catch {
            output.wipe()
            throw error
        }
    }

    /// Whether a piece may hold so many bytes: chunks are full but for the last, which is never empty.
    private func isAllowed(_ count: Int, in piece: Int) -> Bool {
        if layout.pieceCount == 1 { return true }
        if piece < layout.pieceCount - 1 { return count == ChunkedForm.plaintextCount }
        return (1...ChunkedForm.plaintextCount).contains(count)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var ciphertext: UnsafeRawBufferPointer {
        part(EnvelopeHeader.count..<count - EnvelopeHeader.tagCount)
    }

    fileprivate var tag: UnsafeRawBufferPointer {
        part(count - EnvelopeHeader.tagCount..<count)
    }
}
