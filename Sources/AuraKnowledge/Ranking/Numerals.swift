/// Tells whether a sentence names a number.
enum Numerals {
    /// In digits of any script, or as a small number's word.
    static func occur(in text: some Sequence<Unicode.Scalar>, words: Set<String>) -> Bool {
        text.contains { $0.properties.numericType == .decimal } || !names.isDisjoint(with: words)
    }

    /// Two to twelve; one is an article in most languages.
    private static let names = Set(
        """
        two three four five six seven eight nine ten eleven twelve zwei drei vier funf sechs sieben acht neun zehn elf \
        zwolf dos tres cuatro cinco seis siete ocho nueve diez once doce deux trois quatre cinq sept huit neuf dix onze \
        douze
        """.split(separator: " ").map { String($0) })
}
