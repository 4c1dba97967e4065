package import AuraCore

/// The `AUR1` envelope: the one form in which AURA keeps anything sealed (VAULT.md §1, `vectors/README.md` E1–E9).
package enum Envelope {
    /// Seals a plaintext as one envelope or, over 64 KiB, as several.
    ///
    /// - Parameters:
    ///   - header: The owner key and period that `key` was derived from; padded values hold at most 4 095 bytes.
    ///   - drawIV: Fills the 16 bytes of one IV. Test vectors give theirs; everybody else draws it fresh.
    package static func seal(
        _ plaintext: UnsafeRawBufferPointer, in context: SealContext, under header: EnvelopeHeader,
        with key: ContentKey,
        drawIV: (UnsafeMutableRawBufferPointer) throws(VaultError) -> Void = RandomSource.fill
    ) throws(VaultError) -> SealedValue {
        let trailerCount =
            header.isPadded ? try BucketPadding.bucket(for: plaintext.count) - plaintext.count : 0
        let pieces = ChunkedForm.pieceCount(of: plaintext.count)
        let lastStart = (pieces - 1) * ChunkedForm.plaintextCount
        let lastCount = BlockCipher.ciphertextCount(of: plaintext.count - lastStart + trailerCount)
        let total = (pieces - 1) * ChunkedForm.envelopeCount + lastCount + EnvelopeHeader.overhead
        let associated = try AssociatedData(header, context)
        let bytes = try [UInt8](unsafeUninitializedCapacity: total) { (buffer, count) throws(VaultError) in
            let output = UnsafeMutableRawBufferPointer(buffer).part(0..<total)
            for piece in 0..<pieces {
                let start = piece * ChunkedForm.plaintextCount
                let source = plaintext.part(start..<min(start + ChunkedForm.plaintextCount, plaintext.count))
                let place = piece * ChunkedForm.envelopeCount
                let target = output.part(place..<min(place + ChunkedForm.envelopeCount, total))
                header.write(to: target, ciphertextCount: UInt32(target.count - EnvelopeHeader.overhead))
                try drawIV(target.part(EnvelopeHeader.ivRange))
                let binding = try ChunkedForm.components(
                    of: piece, among: pieces, firstIV: UnsafeRawBufferPointer(output.part(EnvelopeHeader.ivRange)))
                try write(source, trailerCount: trailerCount, to: target, bound: (associated.bytes, binding), with: key)
            }
            count = total
        }
        return SealedValue(bytes: bytes)
    }

    /// Writes E and T of one envelope whose header and IV stand already.
    private static func write(
        _ plaintext: UnsafeRawBufferPointer, trailerCount: Int, to envelope: UnsafeMutableRawBufferPointer,
        bound associated: ([UInt8], [UInt8]), with key: ContentKey
    ) throws(VaultError) {
        let ciphertext = envelope.part(EnvelopeHeader.count..<envelope.count - EnvelopeHeader.tagCount)
        let iv = UnsafeRawBufferPointer(envelope.part(EnvelopeHeader.ivRange))
        try BucketPadding.withTrailer(trailerCount) { (trailer) throws(VaultError) in
            try key.encrypt(plaintext, trailer: trailer, iv: iv, into: ciphertext)
        }
        try key.writeTag(
            associated: associated, iv: iv, ciphertext: UnsafeRawBufferPointer(ciphertext),
            to: envelope.part(envelope.count - EnvelopeHeader.tagCount..<envelope.count))
    }
}
