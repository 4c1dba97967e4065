/// Languages that write compounds as one word: there a word's beginning is a term too, so that a question about a
/// Gespräch finds the Gesprächsprotokoll.
enum CompoundWords {
    private static let languages: Set<String> = ["da", "de", "fi", "hu", "nb", "nl", "nn", "no", "sv"]
    private static let letters = 5

    /// The term of a stem's beginning; nothing for a short stem or in other languages.
    static func beginning(of stem: String, language: String) -> String? {
        guard languages.contains(language) else { return nil }
        let beginning = stem.unicodeScalars.prefix(letters)
        // The star keeps it apart from whole words.
        return beginning.count == letters ? String(beginning) + "*" : nil
    }
}
