/// What the words of asking tell: which words of a question are only there to ask, and whether a number is wanted.
struct AskingCues {
    /// It asks how long, how much, how often or when.
    let asksForNumber: Bool
    private let language: String
    /// Words of the cue that was found (the «long» of «how long»).
    private let cueWords: Set<String>
    /// The pairs of characters that are left without the words of asking.
    private let informativePairs: Set<String>

    /// - Parameter language: The language the question is in, or `und`.
    init(_ text: String, language: String) {
        self.language = language
        let isUnspaced = Self.unspacedLanguages.contains(language)
        let folded = isUnspaced ? text : Self.spaced(text)
        let cues = (NumberCues.byLanguage[language] ?? []).filter { cue in
            folded.contains(isUnspaced ? cue : " " + cue + " ")
        }
        asksForNumber = !cues.isEmpty
        cueWords = Set(cues.flatMap { $0.split(separator: " ").map { String($0) } })
        informativePairs = isUnspaced ? Self.pairs(without: Self.askingPhrases, in: text) : []
    }

    /// Whether a word tells what the question is about.
    func isInformative(_ word: String, kind: WordKind) -> Bool {
        guard kind == .pair else {
            return !FunctionWords.contains(word, language: language)
                && !cueWords.contains(Folding.withoutAccents(word))
        }
        // Hiragana writes the particles and endings of Japanese.
        let isGrammar = word.unicodeScalars.contains { (0x3040...0x309F).contains($0.value) }
        return !isGrammar && (informativePairs.isEmpty || informativePairs.contains(word))
    }

    /// The text's words, folded and without accents, each between two spaces.
    private static func spaced(_ text: String) -> String {
        var folded = " "
        WordScanner.scan(text) { word, kind in
            if kind == .word { folded += Folding.withoutAccents(String(decoding: word, as: UTF8.self)) + " " }
        }
        return folded
    }

    private static func pairs(without phrases: [String], in text: String) -> Set<String> {
        var rest = text
        for phrase in phrases where rest.contains(phrase) { rest = rest.replacing(phrase, with: " ") }
        var pairs: Set<String> = []
        WordScanner.scan(rest) { word, kind in
            if kind == .pair { pairs.insert(String(decoding: word, as: UTF8.self)) }
        }
        return pairs
    }

    private static let unspacedLanguages: Set<String> = ["ja", "th", "zh"]

    /// Words of asking and of grammar in Chinese and Thai, longer ones before their parts.
    private static let askingPhrases = """
        多长时间 什么时候 为什么 怎么样 能不能 时间 请问 你好 谢谢 你们 我们 他们 什么 怎么 怎样 如何 哪里 哪些 哪个 \
        哪儿 多少 多久 多长 是否 可以 需要 的 了 吗 呢 吧 是 在 和 与 或 有 会 能 我 你 您 他 她 它 谁 几 要 想 请 这 那 \
        เท่าไหร่ เมื่อไหร่ เท่าไร เมื่อไร แค่ไหน อย่างไร หรือไม่ ต้องการ ที่ไหน อะไร ทำไม ไหม ใคร กี่ คุณ เรา ฉัน ผม ได้ \
        ที่ และ ใน ของ เป็น มี จะ ไม่ คือ ครับ ค่ะ คะ หรือ กับ ให้ นี้ นาน อยาก
        """.split(separator: " ").map { String($0) }
}
