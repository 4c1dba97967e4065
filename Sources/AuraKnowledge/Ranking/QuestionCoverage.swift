/// How much of a question a sentence covers.
///
/// Each informative word of the question weighs by how rare it is among the passages found. The sentence covers it in
/// full if it has it, and in part by what stands around the sentence or by a word that shares its beginning. Words that
/// are only there to ask do not weigh. The shares below were fitted on questions in five languages, with and without an
/// answer in the documents.
struct QuestionCoverage {
    /// What a word in the sentence gains if a heading above it, or the document's title, names it too.
    private static let headingGain = 0.5
    private static let titleGain = 0.2
    /// The share of a word that is not in the sentence, but …
    private static let headingShare = 0.6
    private static let titleShare = 0.5
    private static let neighbourShare = 0.4
    private static let passageShare = 0.15
    /// … has a word there that it is part of (Versand, Versandkosten): with five letters in common, or with four.
    private static let partShare = 0.6
    private static let shortPartShare = 0.3
    /// What a sentence gains by naming a number when the question asks for one.
    private static let numberGain = 0.5
    private static let verbWeight = 0.8
    /// What a name weighs that none of the passages knows: the question is about something else.
    private static let unknownNameWeight = 2.0

    private let question: Question
    private let weights: [Double]
    private let total: Double

    init(of question: Question, among passages: [PassageSentences]) {
        self.question = question
        weights = question.words.map { word in Self.weight(of: word, among: passages) }
        total = weights.reduce(0, +)
    }

    /// The share of the question that one sentence covers: about 1 if it has all of its words, more if its headings
    /// and numbers fit too. It is 0 for a question without informative words.
    func share(of place: Int, in passage: PassageSentences) -> Double {
        guard total > 0 else { return 0 }
        var sum = 0.0
        for (word, weight) in zip(question.words, weights) where weight > 0 {
            sum += weight * share(of: word, at: place, in: passage)
        }
        let answersWithNumber = question.asksForNumber && passage.sentences[place].hasNumber
        return sum / total * (answersWithNumber ? 1 + Self.numberGain : 1)
    }

    private static func weight(of word: QuestionWord, among passages: [PassageSentences]) -> Double {
        guard !word.isFunctional else { return 0 }
        let holders = passages.count { $0.terms.contains(word.stem(in: $0.language)) }
        if holders == 0 && word.isName { return unknownNameWeight }
        // 1 for a word that none of the passages holds, 0.83 for one in a single passage, down to 0.5.
        let rarity = 0.5 + 0.5 / (1 + Double(holders) / 2)
        return word.isVerb ? rarity * verbWeight : rarity
    }

    private func share(of word: QuestionWord, at place: Int, in passage: PassageSentences) -> Double {
        let sentence = passage.sentences[place]
        let stem = word.stem(in: passage.language)
        let isTopic = passage.headings.contains(stem) || sentence.asked.contains(stem)
        let isTitle = passage.title.contains(stem)
        if sentence.terms.contains(stem) { return 1 + (isTopic ? Self.headingGain : isTitle ? Self.titleGain : 0) }
        if isTopic { return Self.headingShare }
        let neighbours = [place - 1, place + 1].filter { passage.sentences.indices.contains($0) }
        if neighbours.contains(where: { passage.sentences[$0].terms.contains(stem) }) { return Self.neighbourShare }
        let part = word.isPair ? 0 : Self.part(of: stem, in: sentence.terms, passage.headings)
        if part > 0 { return part }
        if isTitle { return Self.titleShare }
        return passage.terms.contains(stem) ? Self.passageShare : 0
    }

    private static func part(of stem: String, in terms: Set<String>...) -> Double {
        var best = 0.0
        for term in terms.joined() { best = max(best, part(stem, term)) }
        return best
    }

    /// Whether one word begins with the other, or is compounded with it at its end.
    private static func part(_ one: String, _ other: String) -> Double {
        let (short, long) = one.utf8.count < other.utf8.count ? (one, other) : (other, one)
        let letters = short.unicodeScalars.count
        guard letters >= 4, short.utf8.count < long.utf8.count else { return 0 }
        let isCompound = letters >= 5 && long.hasSuffix(short)
        guard long.hasPrefix(short) || isCompound else { return 0 }
        return letters >= 5 ? partShare : shortPartShare
    }
}
