/// How a value longer than 64 KiB is cut into chunks, each a complete envelope
/// (`vectors/README.md`, Chunked form).
enum ChunkedForm {
    /// Bytes of plaintext in every chunk but the last; a value of at most this length is one envelope.
    static let plaintextCount = 65_536
    /// n of a full chunk.
    static let ciphertextCount = 65_552
    /// Bytes of a full chunk with header and tag.
    static let envelopeCount = ciphertextCount + EnvelopeHeader.overhead

    /// How many envelopes `count` bytes of plaintext take; never less than one.
    static func pieceCount(of count: Int) -> Int {
        max(1, (count - 1) / plaintextCount + 1)
    }

    /// What the context of a chunk gains: its index, whether it is the last, and from the second one on the IV of the
    /// first. A value that is one envelope gains nothing.
    static func components(
        of piece: Int, among pieces: Int, firstIV: UnsafeRawBufferPointer
    ) throws(VaultError) -> [UInt8] {
        guard pieces > 1 else { return [] }
        guard let index = UInt32(exactly: piece) else { throw VaultError(.valueTooLong) }
        var bytes: [UInt8] = [0, 4]
        bytes += withUnsafeBytes(of: index.bigEndian, Array.init)
        bytes += [0, 1, piece == pieces - 1 ? 1 : 0]
        if piece > 0 {
            bytes += [0, UInt8(firstIV.count)]
            bytes += firstIV
        }
        return bytes
    }
}
