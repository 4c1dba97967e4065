import AuraCore
import AuraKnowledge
import Testing

@Suite struct PlainTextTests {
    private func read(_ source: String) throws -> ExtractedDocument {
        try DocumentReader.read(Array(source.utf8), mediaType: .plain, title: nil, language: nil)
    }

    @Test func `blank lines part paragraphs, wrapped lines run on, short lines end`() throws {
        let document = try read(
            "This line is long enough that it was most probably wrapped by its\r\nwriter.\r\n\r\n\r\nMonday 9-18\r\nSunday closed\r\n"
        )
        #expect(
            document.text == """
                This line is long enough that it was most probably wrapped by its writer.

                Monday 9-18
                Sunday closed
                """)
        #expect(document.title == nil)
    }

    @Test func `markup is only text`() throws {
        #expect(try read("# <b>*x*</b> &amp;").text == "# <b>*x*</b> &amp;")
    }

    @Test(arguments: [
        "نحتفظ بسجلات المحادثات لمدة ٩٠ يومًا.", "שָׁלוֹם עוֹלָם", "नमस्ते दुनिया", "e\u{301}te\u{301}", "\u{202B}abc אבג\u{202C}",
        "กำลังทดสอบ", "👩‍👩‍👧‍👦 family",
    ])
    func `text of every script is kept to the scalar`(source: String) throws {
        let document = try read(source)
        #expect(document.text.unicodeScalars.elementsEqual(source.unicodeScalars))
        #expect(document.passages.map(\.range) == [0..<source.unicodeScalars.count])
    }

    @Test func `a byte order mark is skipped and stray control characters become spaces`() throws {
        let source =
            "\u{FEFF}" + String(repeating: "Some words here. ", count: 10)
            + "bell\u{7}, escape\u{1B}[31m, next\u{85}line"
        #expect(try read(source).text.hasSuffix("here. bell , escape [31m, next line"))
        #expect(try read(source).text.hasPrefix("Some"))
    }

    @Test(arguments: [
        ("a.md", Document.MediaType.markdown), ("A.HTML", .html), ("b.htm", .html), ("notes.txt", .plain),
        ("x.markdown", .markdown),
    ])
    func `a file's name tells its media type`(name: String, type: Document.MediaType) {
        #expect(DocumentReader.mediaType(forFileName: name) == type)
    }

    @Test(arguments: ["a.pdf", "README", "", ".", "md"])
    func `other names tell none`(name: String) {
        #expect(DocumentReader.mediaType(forFileName: name) == nil)
    }
}
