import AuraCore
import AuraKnowledge
import Testing

@Suite struct PassageTests {
    private func read(_ source: String, language: String? = "en") throws -> ExtractedDocument {
        let document = try DocumentReader.read(
            Array(source.utf8), mediaType: .markdown, title: nil, language: language)
        try expectExact(document)
        return document
    }

    @Test func `small paragraphs under one heading are one passage`() throws {
        let document = try read("# A\n\nOne.\n\nTwo.\n\n- Three.\n\n# B\n\nFour.")
        #expect(document.passages.map(\.text) == ["One.\n\nTwo.\n\nThree.", "Four."])
        #expect(document.passages.map(\.headings) == [["A"], ["B"]])
    }

    @Test func `a passage stands under its path of headings`() throws {
        let document = try read("# A\n\n## B\n\n### C\n\nOne.\n\n## D\n\nTwo.\n\n# E\n\nThree.")
        #expect(document.passages.map(\.headings) == [["A", "B", "C"], ["A", "D"], ["E"]])
    }

    @Test func `a heading with nothing below it can be found`() throws {
        let document = try read("# A\n\nOne.\n\n## Empty\n\n## B\n\nTwo.\n\n## Last")
        #expect(document.passages.map(\.text) == ["One.", "Empty", "Two.", "Last"])
        #expect(document.passages.map(\.isHeadingOnly) == [false, true, false, true])
    }

    @Test func `paragraphs are gathered up to a size and no further`() throws {
        let paragraph = String(repeating: "Some words of a sentence here. ", count: 13)
        let document = try read(Array(repeating: paragraph, count: 6).joined(separator: "\n\n"))
        #expect(document.passages.count == 3 || document.passages.count == 2)
        #expect(document.passages.allSatisfy { $0.range.count <= 1_300 })
    }

    @Test(arguments: [
        ("One sentence of many is here. ", "en"), ("这是许多句子中的一句话。", "zh"), ("यह कई वाक्यों में से एक है। ", "hi"),
        ("هذه جملة من جمل كثيرة؟ ", "ar"), ("คำไทยที่ยาวต่อเนื่องกันไปโดยไม่มีเครื่องหมายวรรคตอนใดเลย ", "th"),
    ])
    func `a long paragraph is parted at sentence ends`(sentence: String, language: String) throws {
        let document = try read(String(repeating: sentence, count: 300), language: language)
        #expect(document.passages.count >= 3)
        let whole = sentence.split(separator: " ").joined(separator: " ")
        for passage in document.passages {
            #expect(passage.text.hasPrefix(whole) && passage.text.hasSuffix(whole))
            #expect(passage.range.count <= 1_300)
        }
    }

    @Test func `a heading too long to repeat is a paragraph`() throws {
        let long = String(repeating: "word ", count: 2_000)
        let document = try read("# \(long)\n\nText.")
        #expect(document.title == nil)
        #expect(document.passages.allSatisfy { $0.headings.isEmpty && $0.range.count <= 2_000 })
    }

    @Test func `a title found is cut to what a label may have`() throws {
        let source = "<title>" + String(repeating: "é", count: 900) + "</title><p>Text."
        let document = try DocumentReader.read(Array(source.utf8), mediaType: .html, title: nil, language: nil)
        #expect(document.title?.utf8.count == Limits.labelBytes)
    }

    @Test(arguments: ["x", "字", "x y ", "e\u{301}"])
    func `a paragraph without any end is parted too`(piece: String) throws {
        let document = try read(String(repeating: piece, count: 8_000), language: "und")
        #expect(document.passages.count >= 5)
        #expect(document.passages.allSatisfy { $0.range.count <= 2_000 })
    }
}
