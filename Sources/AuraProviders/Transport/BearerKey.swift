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

    /// The header's value. The HTTP library takes headers as `String` alone, so here the key leaves its wiped buffer:
    /// in one string that is made right before the request, held by the request, and released with it.
    static func headerValue(_ key: SecretBytes) -> String {
        key.withUnsafeBytes { "Bearer " + String(decoding: $0, as: UTF8.self) }
    }
}
