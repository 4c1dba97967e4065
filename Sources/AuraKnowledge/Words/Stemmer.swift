import CStemmer

/// One of libstemmer's algorithms. Its C object keeps state between calls, so each caller makes its own.
struct Stemmer: ~Copyable {
    private let algorithm: OpaquePointer?
    private let isEnglish: Bool

    /// A stemmer for an ISO 639-1 code. For a language libstemmer does not have, words stay as they are.
    init(language: String) {
        let code = language == "nb" || language == "nn" ? "no" : language
        // libstemmer also answers to English names; only two letters are codes.
        algorithm = code.utf8.count == 2 ? sb_stemmer_new(code, "UTF_8") : nil
        isEnglish = code == "en"
    }

    deinit {
        sb_stemmer_delete(algorithm)
    }

    /// The stem of a folded word given as UTF-8, without accents.
    func stem(_ word: [UInt8]) -> String {
        let plain = isEnglish ? IrregularForms.plainForm(of: word) ?? word : word
        return Folding.withoutAccents(cut(plain))
    }

    /// The word itself if there is no algorithm or no memory.
    private func cut(_ word: [UInt8]) -> String {
        word.withUnsafeBufferPointer { bytes in
            guard let algorithm, let stem = sb_stemmer_stem(algorithm, bytes.baseAddress, Int32(clamping: bytes.count))
            else { return String(decoding: bytes, as: UTF8.self) }
            let length = Int(sb_stemmer_length(algorithm))
            return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
        }
    }
}
