package import AuraCore

/// A term of a passage and how often it occurs there, weighted by where it stands.
package struct TermCount: Hashable, Sendable {
    package let term: SearchTerm
    package let frequency: Int
}

/// A term of a question and what it counts for in the score.
package struct WeightedTerm: Hashable, Sendable {
    package let term: SearchTerm
    package let weight: Double
}

/// Makes search terms of text: words by Unicode rules, folded, then stemmed in the text's language.
package enum TermMaker {
    /// The terms of a text in their order, repetitions included.
    ///
    /// - Parameter language: ISO 639-1; `und` or a language without a stemmer leaves words as they are.
    package static func terms(of text: String, language: String) -> [SearchTerm] {
        let stemmer = Stemmer(language: language)
        var terms: [SearchTerm] = []
        WordScanner.scan(text) { word, isPair in
            terms.append(SearchTerm(isPair ? String(decoding: word, as: UTF8.self) : stemmer.stem(word)))
        }
        return terms
    }

    /// The terms of a passage with their weighted counts, by which it is indexed: its text counts once, the document's
    /// title and the headings above it ``RankingParameters/headingWeight`` times. The passage's length for ranking is
    /// the sum of the frequencies.
    package static func terms(of passage: DraftPassage, title: String?, language: String) -> [TermCount] {
        var counts: [SearchTerm: Int] = [:]
        var order: [SearchTerm] = []
        func count(_ text: String, weight: Int) {
            for term in terms(of: text, language: language) {
                if counts[term] == nil { order.append(term) }
                counts[term, default: 0] += weight
            }
        }
        count(passage.text, weight: 1)
        for heading in Headings.distinct(title: title, headings: passage.headings, text: passage.text) {
            count(heading, weight: RankingParameters.standard.headingWeight)
        }
        return order.map { TermCount(term: $0, frequency: counts[$0] ?? 0) }
    }

    /// The terms of a question, stemmed in each language of the bot's documents. A term that occurs more often
    /// counts no more than once.
    package static func terms(of question: String, languages: [String]) -> [WeightedTerm] {
        var seen: Set<SearchTerm> = []
        let codes = languages.isEmpty ? ["und"] : languages
        return codes.flatMap { terms(of: question, language: $0) }
            .filter { seen.insert($0).inserted }
            .map { WeightedTerm(term: $0, weight: 1) }
    }
}
