import AuraCore
import AuraKnowledge
import Testing

@Suite struct QuotationTests {
    private let document = Document.ID.make(at: Timestamp(milliseconds: 0))

    private func quotation(_ text: String, _ range: Range<Int>) -> Quotation {
        Quotation(
            document: document, version: 1, passage: .make(at: Timestamp(milliseconds: 0)), range: range, text: text,
            score: 1)
    }

    private func found(
        _ text: String, from start: Int = 0, headings: [String] = [], language: String = "en"
    ) -> FoundPassage {
        let ranked = RankedPassage(
            passage: .make(at: Timestamp(milliseconds: 0)), document: document, version: 1,
            range: start..<start + text.unicodeScalars.count, body: SealedValue(bytes: []), score: 2)
        return FoundPassage(ranked: ranked, title: nil, headings: headings, text: text, language: language)
    }

    private func choose(_ question: String, _ passages: FoundPassage...) -> [Quotation] {
        Quotations.choose(question: question, languages: ["en"], passages: passages).quotations
    }

    @Test(arguments: [
        ("Ein Tag.", 4..<12, true), ("Ein Tag.", 5..<13, false), ("Ein", 4..<8, false), ("Ein Tag.", 4..<400, false),
        ("Ein Tag.", -4..<4, false), ("", 4..<4, true), ("", 400..<400, false),
    ])
    func `a quotation stands where it says, or does not`(text: String, range: Range<Int>, stands: Bool) {
        #expect(Quotations.verify(quotation(text, range), in: "Ja. Ein Tag. Nein.") == stands)
    }

    @Test func `a quotation is compared scalar by scalar`() {
        #expect(Quotations.verify(quotation("e\u{301}", 0..<2), in: "e\u{301}"))
        #expect(!Quotations.verify(quotation("é", 0..<1), in: "e\u{301}"))
        #expect(!Quotations.verify(quotation("é", 0..<2), in: "e\u{301}"))
    }

    @Test func `ranges count from the document's start`() {
        let quotations = choose("parcels?", found("Nothing here. We send parcels daily.", from: 100))
        #expect(quotations.map(\.range) == [114..<136])
        #expect(quotations.map(\.text) == ["We send parcels daily."])
    }

    @Test(arguments: [
        ("Dr. Smith sends parcels. He is kind.", "Dr. Smith sends parcels."),
        ("A parcel costs 4.90 EUR. Bread does not.", "A parcel costs 4.90 EUR."),
        ("«Parcels leave daily!» That is all.", "«Parcels leave daily!»"),
        ("A parcel (see p. 3) is sent... Then it rains.", "A parcel (see p. 3) is sent..."),
        ("Parcels by J. Doe, e.g. small ones. Fine.", "Parcels by J. Doe, e.g. small ones."),
        ("First line\nparcels here\nlast line", "parcels here"),
    ])
    func `sentences are cut where they end`(text: String, sentence: String) {
        #expect(choose("parcel", found(text)).first?.text == sentence)
    }

    @Test func `an ordinal number ends no sentence where it is written with a full stop`() {
        let passages = [found("Die Pakete kommen am 3. Mai. Mehr nicht.", language: "de")]
        let choice = Quotations.choose(question: "Wann kommen Pakete?", languages: ["de"], passages: passages)
        #expect(choice.quotations.first?.text == "Die Pakete kommen am 3. Mai.")
    }

    @Test func `a sentence beside the subject's can answer`() {
        let text = "The museum has a garden. It is open in summer. Pets stay outside."
        let quotations = choose("When is the garden of the museum open?", found(text))
        #expect(quotations.contains { $0.text == "It is open in summer." })
    }

    @Test func `the question of an FAQ is not its own answer`() {
        let quotations = choose(
            "How do I cancel my plan?", found("How do I cancel my plan? Press the red button. It is over."))
        #expect(quotations.first?.text == "Press the red button.")
    }

    @Test func `a heading answers for what stands under it, and not alone`() {
        let body = found("Press the red button.", from: 20, headings: ["Cancelling a plan"])
        let heading = found("Cancelling a plan", headings: ["Cancelling a plan"])
        #expect(choose("How do I cancel a plan?", heading, body).map(\.text) == ["Press the red button."])
        #expect(choose("How do I cancel a plan?", heading).isEmpty)
    }

    @Test func `a sentence that ends with a colon takes its list along`() {
        let quotations = choose(
            "When is the shop open?", found("The shop is open:\n\nMonday: 9 to 5\nSunday: closed", from: 7))
        #expect(quotations.map(\.text) == ["The shop is open:\n\nMonday: 9 to 5\nSunday: closed"])
        #expect(quotations.map(\.range) == [7..<55])
    }

    @Test func `an unknown name weighs more than another unknown word`() {
        #expect(choose("Is the shop open in winter?", found("The shop is open daily.")).count == 1)
        #expect(choose("Is the shop open in Munich?", found("The shop is open daily.")).isEmpty)
        #expect(choose("IS THE SHOP OPEN IN WINTER?", found("The shop is open daily.")).count == 1)
    }

    @Test(arguments: [
        ("Was ist mit dem Versand?", "Versandkosten trägt der Käufer."),
        ("Welche Protokolle gibt es?", "Gesprächsprotokolle werden gelöscht."),
    ])
    func `a word covers a compound that it begins or ends`(question: String, text: String) {
        let passages = [found(text, language: "de")]
        #expect(Quotations.choose(question: question, languages: ["de"], passages: passages).isGrounded)
    }

    @Test func `what stands twice is quoted once`() {
        let text = "Parcels are sent. Parcels are red."
        #expect(choose("parcels?", found(text), found(text)).map(\.text) == ["Parcels are sent.", "Parcels are red."])
    }

    @Test func `at most three sentences are quoted, best first`() {
        let text = (1...6).map { "Parcel number \($0) is sent." }.joined(separator: " ")
        let quotations = choose("Which parcel is sent?", found(text), found(text))
        #expect(quotations.count == 3)
        #expect(quotations.map(\.score) == quotations.map(\.score).sorted(by: >))
    }

    @Test func `nothing found is not grounded`() {
        let choice = Quotations.choose(question: "Where?", languages: ["en"], passages: [])
        #expect(!choice.isGrounded && choice.coverage == 0 && choice.quotations.isEmpty)
    }
}
