internal import CICU

/// toNFKC_Casefold of the Unicode Standard §3.13, by ICU: one spelling for texts that read alike. No locale takes part.
package enum CaseFolding {
    /// More UTF-16 code units than any text with an index has.
    private static let longest: Int32 = 1 << 24

    /// The folded text in UTF-8.
    ///
    /// - Throws: `internalFailure` if ICU has no such data or no memory, or for a text beyond 32 MiB.
    package static func fold(_ text: String) throws(VaultError) -> [UInt8] {
        let source = Array(text.utf16)
        guard let count = Int32(exactly: source.count), count <= longest else { throw VaultError(.internalFailure) }
        // One scalar grows to 18 code units at most (U+FDFA); what is longer than usual asks for a second pass.
        var capacity = count + 16
        for _ in 0..<2 {
            var folded = [UInt16](repeating: 0, count: Int(capacity))
            let length = aura_nfkc_casefold(source, count, &folded, capacity)
            guard length >= 0 else { break }
            if length <= capacity { return Array(String(decoding: folded[0..<Int(length)], as: UTF16.self).utf8) }
            capacity = length
        }
        throw VaultError(.internalFailure)
    }
}
