internal import CICU

/// toNFKC_Casefold of the Unicode Standard §3.13, by ICU: one spelling for texts that read alike. No locale takes part.
package enum CaseFolding {
    /// More UTF-16 code units than any text with an index has.
    private static let longest: Int32 = 1 << 24

    /// The folded text in UTF-8.
    ///
    /// - Throws: `internalFailure` if ICU has no such data or no memory, or for a text beyond 32 MiB.
    package static func fold(_ text: String) throws(VaultError) -> [UInt8] {
        var status = U_ZERO_ERROR
        let normalizer = aura_nfkc_casefold(&status)
        let source = Array(text.utf16)
        guard status.rawValue <= U_ZERO_ERROR.rawValue, let count = Int32(exactly: source.count), count <= longest
        else {
            throw VaultError(.internalFailure)
        }
        // One scalar grows to 18 code units at most (U+FDFA); what is longer than usual asks for a second pass.
        var capacity = count + 16
        for _ in 0..<2 {
            var folded = [UInt16](repeating: 0, count: Int(capacity))
            status = U_ZERO_ERROR
            let length = aura_normalize(normalizer, source, count, &folded, capacity, &status)
            if status == U_BUFFER_OVERFLOW_ERROR {
                capacity = length
                continue
            }
            guard status.rawValue <= U_ZERO_ERROR.rawValue, length >= 0, length <= capacity else { break }
            return Array(String(decoding: folded[0..<Int(length)], as: UTF16.self).utf8)
        }
        throw VaultError(.internalFailure)
    }
}
