import AuraCore

extension Quotations {
    /// Sentences to quote, at most.
    package static let maximumCount = 3
    /// A further sentence is quoted if it is nearly as good as the best.
    private static let minimumOfBest = 0.8
    /// What the passage's rank adds to a sentence's score: 1 is the best passage's.
    private static let rankWeight = 0.3
    /// A sentence that ends with a colon takes the lines after it along, up to this length in scalars.
    private static let maximumListScalars = 400

    /// Chooses the best sentences of the passages found for a question, and tells whether they hold an answer.
    ///
    /// - Parameters:
    ///   - languages: Those of the bot's documents: the question is stemmed in each.
    ///   - passages: Best first.
    package static func choose(question: String, languages: [String], passages: [FoundPassage]) -> Choice {
        let question = Question(question, languages: languages)
        let cut = passages.map { PassageSentences($0) }
        let candidates = candidates(for: question, in: cut, of: passages)
        guard let best = candidates.first, Groundedness.holds(coverage: best.coverage, of: question) else {
            return Choice(quotations: [], coverage: min(1, candidates.first?.coverage ?? 0), isGrounded: false)
        }
        var quotations: [Quotation] = []
        for candidate in candidates where candidate.score >= best.score * minimumOfBest {
            let quotation = quotation(candidate, of: passages[candidate.passage], cut[candidate.passage])
            guard quotations.count < maximumCount, !quotations.contains(where: { repeats(quotation, $0) }) else {
                continue
            }
            quotations.append(quotation)
        }
        return Choice(quotations: quotations, coverage: min(1, best.coverage), isGrounded: true)
    }

    private struct Candidate {
        let passage: Int
        let sentence: Int
        let coverage: Double
        let score: Double
    }

    /// All sentences that could be quoted, best first; of equals the earlier.
    private static func candidates(
        for question: Question, in cut: [PassageSentences], of passages: [FoundPassage]
    ) -> [Candidate] {
        let coverage = QuestionCoverage(of: question, among: cut)
        let top = max(passages.map(\.ranked.score).max() ?? 0, .leastNormalMagnitude)
        var candidates: [Candidate] = []
        for place in cut.indices {
            let rank = rankWeight * passages[place].ranked.score / top
            for (number, sentence) in cut[place].sentences.enumerated() {
                // A heading without a body answers nothing.
                guard !sentence.isQuestion, sentence.text != passages[place].headings.last else { continue }
                let share = coverage.share(of: number, in: cut[place])
                candidates.append(Candidate(passage: place, sentence: number, coverage: share, score: share + rank))
            }
        }
        return candidates.enumerated()
            .sorted { ($0.element.score, $1.offset) > ($1.element.score, $0.offset) }
            .map(\.element)
    }

    private static func quotation(
        _ candidate: Candidate, of passage: FoundPassage, _ cut: PassageSentences
    ) -> Quotation {
        let sentence = cut.sentences[candidate.sentence]
        var range = sentence.range
        var text = sentence.text
        if text.hasSuffix(":") || text.hasSuffix("：") {
            let lines = cut.sentences[(candidate.sentence + 1)...].prefix {
                $0.range.upperBound - range.lowerBound <= maximumListScalars
            }
            range = range.lowerBound..<(lines.last?.range.upperBound ?? range.upperBound)
            text = String(String.UnicodeScalarView(Array(passage.text.unicodeScalars)[range]))
        }
        let start = passage.ranked.range.lowerBound
        return Quotation(
            document: passage.ranked.document, version: passage.ranked.version, passage: passage.ranked.passage,
            range: start + range.lowerBound..<start + range.upperBound, text: text, score: candidate.score)
    }

    private static func repeats(_ one: Quotation, _ other: Quotation) -> Bool {
        one.text == other.text || one.document == other.document && one.range.overlaps(other.range)
    }
}
