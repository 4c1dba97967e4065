/// Where the envelopes of a sealed value lie. Reading it checks all that can be known before any key is used: lengths,
/// headers, and that the chunks of a large value belong under one header.
struct EnvelopeLayout: Sendable {
    /// The header that all envelopes of the value share.
    let header: EnvelopeHeader
    let pieceCount: Int
    private let count: Int

    /// - Throws: `authenticationFailed` for anything that is not exactly one value.
    init(reading bytes: UnsafeRawBufferPointer) throws(VaultError) {
        let first = try EnvelopeHeader.read(bytes)
        header = first.header
        count = bytes.count
        if bytes.count == EnvelopeHeader.overhead + first.ciphertextCount {
            pieceCount = 1
            return
        }
        pieceCount = (bytes.count - 1) / ChunkedForm.envelopeCount + 1
        guard pieceCount > 1, !header.isPadded else { throw VaultError(.authenticationFailed) }
        for piece in 0..<pieceCount {
            let envelope = bytes.part(range(of: piece))
            let next = try EnvelopeHeader.read(envelope)
            guard next.header == header, envelope.count == EnvelopeHeader.overhead + next.ciphertextCount else {
                throw VaultError(.authenticationFailed)
            }
        }
    }

    /// The bytes of one envelope: all but the last are full chunks. One alone may be longer than a chunk (E6).
    func range(of piece: Int) -> Range<Int> {
        let start = piece * ChunkedForm.envelopeCount
        return start..<(piece == pieceCount - 1 ? count : start + ChunkedForm.envelopeCount)
    }
}
