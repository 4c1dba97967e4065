internal import AuraCore

extension Quotations {
    /// Sentences to quote, at most.
    package static let maximumCount = 3

    /// Chooses the best sentences of the passages found for a question.
    ///
    /// - Parameters:
    ///   - languages: Those of the bot's documents: the question is stemmed in each.
    ///   - passages: Best first.
    package static func choose(question: String, languages: [String], passages: [FoundPassage]) -> Choice {
        let wanted = Set(TermMaker.terms(of: question, languages: languages).map(\.term))
        var found: [Quotation] = []
        for passage in passages {
            let scalars = Array(passage.text.unicodeScalars)
            for range in Sentences.ranges(in: scalars, language: passage.language) {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[range])
                let text = String(view)
                let terms = Set(TermMaker.terms(of: text, language: passage.language))
                let share = Double(wanted.intersection(terms).count) / Double(max(wanted.count, 1))
                let offset = passage.ranked.range.lowerBound
                found.append(
                    Quotation(
                        document: passage.ranked.document, version: passage.ranked.version,
                        passage: passage.ranked.passage,
                        range: offset + range.lowerBound..<offset + range.upperBound, text: text, score: share))
            }
        }
        found.sort { $0.score > $1.score }
        let coverage = found.first?.score ?? 0
        let isGrounded = coverage >= 0.5
        return Choice(
            quotations: isGrounded ? Array(found.prefix(maximumCount)) : [], coverage: coverage,
            isGrounded: isGrounded)
    }
}
