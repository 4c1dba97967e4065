package import AuraCore

/// A, what a tag binds a ciphertext to beside itself: the envelope's first 26 bytes and the context (VAULT.md §1).
struct AssociatedData {
    /// The part that all chunks of a value share.
    let bytes: [UInt8]

    /// - Throws: `componentTooLong` for a component of more than 65 535 bytes.
    init(_ header: EnvelopeHeader, _ context: SealContext) throws(VaultError) {
        var bytes = [UInt8](repeating: 0, count: EnvelopeHeader.boundCount)
        bytes.reserveCapacity(EnvelopeHeader.boundCount + 160)
        bytes.withUnsafeMutableBytes { header.writeBound(to: $0) }
        try bytes.append(context: context)
        self.bytes = bytes
    }
}

extension SealContext {
    /// `ctx`: each component as its length (u16, big-endian) and its UTF-8, exactly as given (E2).
    ///
    /// - Throws: `componentTooLong` for a component of more than 65 535 bytes.
    package func encoded() throws(VaultError) -> [UInt8] {
        var bytes: [UInt8] = []
        try bytes.append(context: self)
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(context: SealContext) throws(VaultError) {
        for component in context.components {
            guard let count = UInt16(exactly: component.utf8.count) else { throw VaultError(.componentTooLong) }
            append(UInt8(count >> 8))
            append(UInt8(truncatingIfNeeded: count))
            component.withBytes { append(contentsOf: $0) }
        }
    }
}
