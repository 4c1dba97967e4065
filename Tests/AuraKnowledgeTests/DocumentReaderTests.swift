import AuraCore
import AuraKnowledge
import Testing

@Suite struct DocumentReaderTests {
    @Test func `a Markdown document is cut under its headings`() throws {
        let source =
            "# Refunds\n\nYou may *return* goods.\n\n## How\n\n- Write to [us](mailto:a@b.c).\n- Wait 3 days.\n"
        let document = try DocumentReader.read(Array(source.utf8), mediaType: .markdown, title: nil, language: "en")
        #expect(document.title == "Refunds")
        #expect(document.text == "Refunds\n\nYou may return goods.\n\nHow\n\nWrite to us.\nWait 3 days.")
        #expect(document.passages.map(\.headings) == [["Refunds"], ["Refunds", "How"]])
    }
}
