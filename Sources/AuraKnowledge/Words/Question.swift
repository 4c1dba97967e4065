/// A question, taken apart: its words, and what kind of answer it asks for.
struct Question {
    /// A longer question is judged by its first words.
    private static let maximumWords = 128

    /// Each word once, in order.
    let words: [QuestionWord]
    /// It asks how long, how much or when: the answer has a number in it.
    let asksForNumber: Bool
    /// The language it is asked in, if that is one of the documents'.
    let language: String?

    /// - Parameter languages: Those of the bot's documents.
    init(_ text: String, languages: [String]) {
        var guess = LanguageGuess.language(of: text)
        // A few words tell no language; then it is that of the documents, if they have one.
        if guess == "und", languages.count == 1 { guess = languages[0] }
        language = languages.contains(guess) ? guess : nil
        let cues = AskingCues(text, language: guess)
        asksForNumber = cues.asksForNumber
        var words = Self.words(of: text, language: guess, cues: cues)
        for language in Set(languages) {
            let stemmer = Stemmer(language: language)
            for place in words.indices {
                let word = words[place]
                words[place].stems[language] = word.isPair ? word.text : stemmer.stem(Array(word.text.utf8))
            }
        }
        self.words = words
    }

    private static func words(of text: String, language: String, cues: AskingCues) -> [QuestionWord] {
        let capitalised = capitalisedWords(of: text)
        // German writes all its nouns with a capital.
        let isGerman = language == "de"
        var seen: Set<String> = []
        var words: [QuestionWord] = []
        var before = ""
        WordScanner.scan(text) { word, kind in
            let text = String(decoding: word, as: UTF8.self)
            defer { before = text }
            guard words.count < maximumWords, seen.insert(text).inserted else { return }
            let isCapitalised = capitalised.contains(text)
            let word = QuestionWord(
                text: text, isPair: kind == .pair, isFunctional: !cues.isInformative(text, kind: kind),
                isVerb: isGerman ? !isCapitalised : language == "en" && pronouns.contains(before),
                isName: !isGerman && isCapitalised && !before.isEmpty)
            if kind == .joined { join(word, in: &words) } else { words.append(word) }
        }
        return words
    }

    /// Adds a joined word. It stands for its short part, unless it was joined with a word of asking (puis-je).
    private static func join(_ word: QuestionWord, in words: inout [QuestionWord]) {
        var word = word
        let parts = words.indices.suffix(2)
        word.isFunctional = parts.contains { words[$0].isFunctional }
        if !word.isFunctional {
            for place in parts where words[place].text.unicodeScalars.count <= 2 { words[place].isFunctional = true }
        }
        words.append(word)
    }

    /// An English verb follows the pronoun of the question.
    private static let pronouns: Set<String> = ["he", "i", "it", "she", "they", "to", "we", "you"]

    /// The folded words that begin with a capital; none if the question is written in capitals altogether.
    private static func capitalisedWords(of text: String) -> Set<String> {
        guard text.unicodeScalars.contains(where: { $0.properties.isLowercase }) else { return [] }
        var words: Set<String> = []
        for part in text.split(separator: " ") where part.unicodeScalars.first?.properties.isUppercase == true {
            WordScanner.scan(String(part)) { word, _ in words.insert(String(decoding: word, as: UTF8.self)) }
        }
        return words
    }
}
