enum LanguageGuess {
    static func language(of text: String) -> String { "en" }
}
