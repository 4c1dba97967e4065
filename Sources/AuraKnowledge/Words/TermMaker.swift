package import AuraCore

/// Makes search terms of text: words by Unicode rules, folded, then stemmed in the text's language.
package enum TermMaker {
    /// The terms of a text in their order, repetitions included.
    ///
    /// - Parameter language: ISO 639-1; `und` or a language without a stemmer leaves words as they are.
    package static func terms(of text: String, language: String) -> [SearchTerm] {
        let stemmer = Stemmer(language: language)
        var terms: [SearchTerm] = []
        WordScanner.scan(text) { word, kind in
            terms.append(SearchTerm(kind == .pair ? String(decoding: word, as: UTF8.self) : stemmer.stem(word)))
        }
        return terms
    }

    /// The terms of a passage with their weighted counts, by which it is indexed: its text counts once, the document's
    /// title and the headings above it ``RankingParameters/headingWeight`` times. The passage's length for ranking is
    /// the sum of the frequencies.
    package static func terms(of passage: DraftPassage, title: String?, language: String) -> [TermCount] {
        terms(of: passage.text, under: passage.headings, title: title, language: language)
    }

    /// The same for a passage that is stored already.
    ///
    /// - Parameter headings: Those it stands under, outermost first.
    package static func terms(
        of passage: String, under headings: [String], title: String?, language: String
    ) -> [TermCount] {
        let stemmer = Stemmer(language: language)
        var words = WordCounts()
        words.add(passage, weight: 1)
        for heading in Headings.distinct(title: title, headings: headings, text: passage) {
            words.add(heading, weight: RankingParameters.standard.headingWeight)
        }
        var places: [SearchTerm: Int] = [:]
        var terms: [TermCount] = []
        func count(_ text: String, _ frequency: Int) {
            let term = SearchTerm(text)
            let place = places[term, default: terms.count]
            let before = place < terms.count ? terms[place].frequency : 0
            if place == terms.count { terms.append(TermCount(term: term, frequency: 0)) }
            terms[place] = TermCount(term: term, frequency: before + frequency)
            places[term] = place
        }
        for word in words.inOrder {
            let text = word.isPair ? String(decoding: word.bytes, as: UTF8.self) : stemmer.stem(word.bytes)
            count(text, word.count)
            if !word.isPair, let beginning = CompoundWords.beginning(of: text, language: language) {
                count(beginning, word.count)
            }
        }
        return terms
    }

    /// The terms of a question, each once, stemmed in each language of the bot's documents.
    ///
    /// Words that are only there to ask count ``RankingParameters/functionWeight``, and stems of languages other than
    /// the one the question is asked in ``RankingParameters/foreignWeight``.
    package static func terms(of question: String, languages: [String]) -> [WeightedTerm] {
        let parameters = RankingParameters.standard
        let question = Question(question, languages: languages.isEmpty ? ["und"] : languages)
        var weights: [SearchTerm: Double] = [:]
        func add(_ text: String, _ weight: Double) {
            let term = SearchTerm(text)
            weights[term] = max(weights[term] ?? 0, weight)
        }
        for word in question.words {
            for (language, stem) in word.stems {
                let isForeign = question.language.map { $0 != language } ?? false
                let weight =
                    (word.isFunctional ? parameters.functionWeight : 1) * (isForeign ? parameters.foreignWeight : 1)
                add(stem, weight)
                guard !word.isPair, !word.isFunctional, !isForeign else { continue }
                if let beginning = CompoundWords.beginning(of: stem, language: language) {
                    add(beginning, weight * parameters.beginningWeight)
                }
            }
        }
        return weights.map { WeightedTerm(term: $0.key, weight: $0.value) }.sorted { $0.term.text < $1.term.text }
    }
}
