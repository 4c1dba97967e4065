/// One word of a question.
struct QuestionWord: Hashable {
    /// Folded, as ``WordScanner`` hands it over.
    let text: String
    /// Two neighbouring characters of a script without spaces.
    let isPair: Bool
    /// It is there to ask, and says little about what is asked for.
    var isFunctional: Bool
    /// It is probably a verb: those are paraphrased more often than nouns are.
    let isVerb: Bool
    /// It is written with a capital where its language gives one to names only.
    let isName: Bool
    /// Its stem in each language of the bot's documents.
    var stems: [String: String] = [:]

    /// Its stem in a language; the word itself in one that is not the bot's.
    func stem(in language: String) -> String {
        stems[language] ?? text
    }
}
