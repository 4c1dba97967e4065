import AuraCore
import AuraKnowledge
import Foundation
import Testing

/// A bot's documents in memory, ranked by the formula of ``RankingParameters``.
final class Shelf {
    private var languages: [String] = []
    private var entries: [(document: ExtractedDocument, passage: DraftPassage, terms: [SearchTerm: Double])] = []

    convenience init(_ sources: String...) throws {
        self.init()
        for source in sources {
            add(try DocumentReader.read(Array(source.utf8), mediaType: .markdown, title: nil, language: nil))
        }
    }

    func add(_ document: ExtractedDocument) {
        if !languages.contains(document.language) { languages.append(document.language) }
        for passage in document.passages {
            let terms = TermMaker.terms(of: passage, title: document.title, language: document.language)
            let counts = terms.map { ($0.term, Double($0.frequency)) }
            entries.append((document, passage, Dictionary(counts) { first, _ in first }))
        }
    }

    /// The passages found for a question, best first.
    func find(_ question: String) -> [FoundPassage] {
        let terms = TermMaker.terms(of: question, languages: languages)
        let lengths = entries.map { $0.terms.values.reduce(0, +) }
        let average = lengths.reduce(0, +) / Double(max(entries.count, 1))
        let frequencies = terms.map { term in Double(entries.count { $0.terms[term.term] != nil }) }
        var ranked: [(place: Int, score: Double)] = []
        for (place, entry) in entries.enumerated() {
            var score = 0.0
            for (term, holders) in zip(terms, frequencies) {
                guard let frequency = entry.terms[term.term] else { continue }
                let rarity = log(1 + (Double(entries.count) - holders + 0.5) / (holders + 0.5))
                let parameters = RankingParameters.standard
                let norm = parameters.k1 * (1 - parameters.b + parameters.b * lengths[place] / average)
                score += term.weight * rarity * frequency * (parameters.k1 + 1) / (frequency + norm)
            }
            if score > 0 { ranked.append((place, score)) }
        }
        ranked.sort { ($0.score, $1.place) > ($1.score, $0.place) }
        return ranked.prefix(RankingParameters.standard.candidates).map { found(entries[$0.place], score: $0.score) }
    }

    func ask(_ question: String) -> Quotations.Choice {
        Quotations.choose(question: question, languages: languages, passages: find(question))
    }

    private let document = Document.ID.make(at: Timestamp(milliseconds: 0))

    private func found(
        _ entry: (document: ExtractedDocument, passage: DraftPassage, terms: [SearchTerm: Double]), score: Double
    ) -> FoundPassage {
        let ranked = RankedPassage(
            passage: .make(at: Timestamp(milliseconds: 0)), document: document, version: 1, range: entry.passage.range,
            body: SealedValue(bytes: []), score: score)
        return FoundPassage(
            ranked: ranked, title: entry.document.title, headings: entry.passage.headings, text: entry.passage.text,
            language: entry.document.language)
    }
}

/// Checks that each passage's text is the document's at its range, and that passages come in order without overlap.
func expectExact(_ document: ExtractedDocument) throws {
    let scalars = Array(document.text.unicodeScalars)
    var end = 0
    for (ordinal, passage) in document.passages.enumerated() {
        try #require(passage.ordinal == ordinal)
        try #require(passage.range.lowerBound >= end && passage.range.upperBound <= scalars.count)
        try #require(!passage.range.isEmpty)
        try #require(scalars[passage.range].elementsEqual(passage.text.unicodeScalars))
        end = passage.range.upperBound
    }
    try #require(!document.passages.isEmpty)
}
