import AuraCore

/// A tenant's key as the `Authorization` header carries it.
enum BearerKey {
    /// Refuses what cannot be a key before anything is dialled: nothing at all, or bytes outside printable ASCII
    /// (a line break would begin a header of its own).
    static func check(_ key: SecretBytes) throws(ProviderError) {
        let isPrintable = key.withUnsafeBytes { bytes in
            !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) }
        }
        guard isPrintable else { throw ProviderError(.keyRefused, wasSent: false) }
    }

    /// The header's value.
    ///
    /// The HTTP library takes headers as `String` alone, so here the key leaves its wiped buffer: for one string, made
    /// right before the request, held by it and released with it. What the library copies as it writes to the socket
    /// is beyond AURA's reach.
    static func headerValue(_ key: SecretBytes) -> String {
        let scheme = "Bearer "
        return key.withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: scheme.utf8.count + bytes.count) { buffer in
                let place = buffer.initialize(fromContentsOf: scheme.utf8)
                return buffer[place...].initialize(fromContentsOf: bytes)
            }
        }
    }
}
