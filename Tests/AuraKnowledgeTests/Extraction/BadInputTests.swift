import AuraCore
import AuraKnowledge
import Testing

@Suite struct BadInputTests {
    private func code(_ bytes: [UInt8], _ type: Document.MediaType) -> KnowledgeError? {
        do {
            _ = try DocumentReader.read(bytes, mediaType: type, title: nil, language: nil)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["", " \n\t\r\n ", "\u{FEFF}", "\u{FEFF}\n"], Document.MediaType.allCases)
    func `a document without text is empty`(source: String, type: Document.MediaType) {
        #expect(code(Array(source.utf8), type) == KnowledgeError(.empty))
    }

    @Test(arguments: [
        ("<!-- nothing -->", Document.MediaType.html), ("<script>x()</script>", .html), ("<p hidden>x</p>", .html),
        ("&nbsp;<p>&#8203;", .html),
        ("<!-- nothing -->", .markdown), ("[a]: https://b.example", .markdown), ("***\n\n---\n", .markdown),
    ])
    func `a document with nothing to read in it is empty`(source: String, type: Document.MediaType) {
        #expect(code(Array(source.utf8), type) == KnowledgeError(.empty))
    }

    @Test(arguments: [
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00], [0x61, 0x00, 0x62], [0x01, 0x02, 0x03, 0x61],
        [0x61, 0x00] + [UInt8](repeating: 0x61, count: 400),
    ])
    func `what is not text is binary`(bytes: [UInt8]) {
        for type in Document.MediaType.allCases { #expect(code(bytes, type) == KnowledgeError(.binary)) }
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x66, 0xFC, 0x72], [0xC3], [0xED, 0xA0, 0x80],
        [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x61, 0x80],
    ])
    func `text that is not UTF-8 is refused`(bytes: [UInt8]) {
        for type in Document.MediaType.allCases { #expect(code(bytes, type) == KnowledgeError(.notUTF8)) }
    }

    @Test func `a document over the limit is refused`() {
        let bytes = [UInt8](repeating: 0x61, count: Limits.documentBytes + 1)
        #expect(code(bytes, .plain) == KnowledgeError(.tooLarge, limit: Limits.documentBytes))
    }

    @Test func `a table whose text would outgrow the limit is refused`() {
        let name = String(repeating: "n", count: 60)
        let columns = 100
        let header =
            String(repeating: "|" + name, count: columns) + "\n" + String(repeating: "|-", count: columns) + "\n"
        let row = String(repeating: "|a", count: columns) + "\n"
        let source = header + String(repeating: row, count: 4_500)
        #expect(code(Array(source.utf8), .markdown) == KnowledgeError(.tooLarge, limit: Limits.documentBytes))
    }

    @Test func `a document with too many passages is refused`() {
        let source = String(repeating: "# a\n", count: Limits.passagesPerDocument + 1)
        #expect(
            code(Array(source.utf8), .markdown)
                == KnowledgeError(.tooManyPassages, limit: Limits.passagesPerDocument))
    }
}
