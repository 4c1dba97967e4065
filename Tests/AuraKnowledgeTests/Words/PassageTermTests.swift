import AuraCore
import AuraKnowledge
import Testing

@Suite struct PassageTermTests {
    private func passage(_ source: String, language: String = "en") throws -> DraftPassage {
        let document = try DocumentReader.read(
            Array(source.utf8), mediaType: .markdown, title: nil, language: language)
        return try #require(document.passages.first)
    }

    private func counts(_ passage: DraftPassage, title: String?, language: String = "en") -> [String: Int] {
        let terms = TermMaker.terms(of: passage, title: title, language: language)
        return Dictionary(uniqueKeysWithValues: terms.map { ($0.term.text, $0.frequency) })
    }

    @Test func `words of title and headings count more, each text once`() throws {
        let passage = try passage("# Shop\n\n## Returns\n\nWe take returns. Returned goods are refunded.")
        let weight = RankingParameters.standard.headingWeight
        #expect(counts(passage, title: "Shop")["return"] == 2 + weight)
        #expect(counts(passage, title: "Shop")["shop"] == weight)
        #expect(counts(passage, title: nil) == counts(passage, title: "Shop"))
        #expect(counts(passage, title: "Guide")["guid"] == weight)
    }

    @Test func `a heading of its own counts once`() throws {
        #expect(counts(try passage("# Contact"), title: "Contact") == ["contact": 1])
    }

    @Test func `in languages with compounds a word's beginning is a term`() throws {
        let passage = try passage("Die Versandkosten", language: "de")
        #expect(counts(passage, title: nil, language: "de") == ["die": 1, "versandkost": 1, "versa*": 1])
        #expect(counts(passage, title: nil, language: "en").keys.contains("versa*") == false)
    }

    @Test func `a question is stemmed in each language of the documents`() {
        let terms = TermMaker.terms(of: "returned Bestellungen", languages: ["de", "en"])
        #expect(Set(terms.map(\.term.text)).isSuperset(of: ["return", "bestell"]))
        #expect(Set(terms.map(\.term)).count == terms.count)
    }

    @Test func `words that are only there to ask count less, stems of another language too`() throws {
        let parameters = RankingParameters.standard
        let terms = TermMaker.terms(of: "What are the shipping costs of the parcels?", languages: ["en", "de"])
        let weights = Dictionary(uniqueKeysWithValues: terms.map { ($0.term.text, $0.weight) })
        #expect(weights["the"] == parameters.functionWeight)
        #expect(weights["parcel"] == 1)
        #expect(weights["shipping"] == parameters.foreignWeight)
    }

    @Test(arguments: [("the parcels", "en", "the"), ("Puis-je rendre le colis ?", "fr", "pui")])
    func `short and joined words of asking are known too`(question: String, language: String, beginning: String) {
        let terms = TermMaker.terms(of: question, languages: [language]).filter { $0.term.text.hasPrefix(beginning) }
        #expect(!terms.isEmpty && terms.allSatisfy { $0.weight == RankingParameters.standard.functionWeight })
    }

    @Test(arguments: ["", " ", "?!", "\u{301}"])
    func `a question without words has no terms`(question: String) {
        #expect(TermMaker.terms(of: question, languages: ["en"]).isEmpty)
    }

    @Test func `without documents a question is taken as it is`() {
        #expect(TermMaker.terms(of: "Parcels", languages: []).map(\.term.text) == ["parcels"])
    }

    @Test func `a question without end is judged by its first words`() {
        let question = (0..<5_000).map { "word\($0)" }.joined(separator: " ")
        #expect(TermMaker.terms(of: question, languages: ["en"]).count == 128)
    }
}
