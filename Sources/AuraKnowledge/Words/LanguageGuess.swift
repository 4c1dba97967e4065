/// Tells a text's language: by its script where that is enough, else by its function words.
enum LanguageGuess {
    /// As much of the text, in scalars, as is looked at.
    private static let sampleScalars = 4_000
    /// With a smaller share of function words, or fewer than two of them, no language is named.
    private static let minimumShare = 0.04
    private static let minimumWords = 1.5
    /// A word counts so often at most: a name that is repeated (Los Angeles) must not decide.
    private static let maximumRepeats = 3

    /// ISO 639-1, or `und`.
    static func language(of text: String) -> String {
        let sample = String(text.unicodeScalars.prefix(sampleScalars))
        var counts: [Script: Int] = [:]
        for scalar in sample.unicodeScalars {
            if let script = Script(scalar) { counts[script, default: 0] += script.weight }
        }
        // Japanese is written in kana and Han, Chinese in Han alone.
        let kana = counts[.kana, default: 0]
        if kana * 10 > counts[.han, default: 0] { counts[.kana, default: 0] += counts[.han, default: 0] }
        guard let script = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) })?.key else {
            return "und"
        }
        return script.languages.count == 1 ? script.languages[0] : byFunctionWords(sample, in: script)
    }

    private static func byFunctionWords(_ text: String, in script: Script) -> String {
        var words = 0
        var hits = [Double](repeating: 0, count: FunctionWords.languages.count)
        var repeats: [String: Int] = [:]
        WordScanner.scan(text) { word, kind in
            guard kind == .word else { return }
            let word = String(decoding: word, as: UTF8.self)
            repeats[word, default: 0] += 1
            guard repeats[word, default: 0] <= maximumRepeats else { return }
            words += 1
            var mask = FunctionWords.languageMask(of: word)
            // A word that languages share tells a little less.
            let own = 0.7 + 0.3 / Double(max(1, mask.nonzeroBitCount))
            while mask != 0 {
                hits[mask.trailingZeroBitCount] += own
                mask &= mask - 1
            }
        }
        let counts = zip(FunctionWords.languages, hits).filter { script.languages.contains($0.0) }
        // The first of equals: the likelier language.
        guard let most = counts.map(\.1).max(),
            let best = script.languages.first(where: { code in counts.contains { $0 == (code, most) } }),
            most >= minimumWords, most >= minimumShare * Double(words)
        else { return script.fallback }
        return best
    }
}
