/// Full stops that end no sentence.
enum Abbreviations {
    /// Languages that write an ordinal number with a full stop (3. Mai).
    private static let ordinalLanguages: Set<String> = [
        "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr",
    ]
    private static let words: Set<String> = [
        "abs", "art", "bzgl", "bzw", "ca", "cf", "dr", "dra", "etc", "evtl", "fig", "ggf", "inkl", "jr", "mr", "mrs",
        "ms", "no", "nr", "núm", "p", "pag", "pág", "prof", "sr", "sra", "st", "str", "tel", "usw", "vgl", "vs",
    ]

    /// Whether the word that ends before `place` is an abbreviation, an initial or an ordinal number.
    static func end(before place: Int, from start: Int, in text: [Unicode.Scalar], language: String) -> Bool {
        var first = place
        while first > start, place - first < 6, isWordPart(text[first - 1]) { first -= 1 }
        let word = text[first..<place]
        if word.allSatisfy({ ("0"..."9").contains($0) }) {
            let isListNumber = first == start && word.count <= 3
            return !word.isEmpty && (isListNumber || word.count <= 2 && ordinalLanguages.contains(language))
        }
        if word.count == 1, word.first?.properties.isUppercase == true { return true }
        var lowered = ""
        for scalar in word { lowered += scalar.properties.lowercaseMapping }
        return words.contains(lowered)
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
}
