import AuraCore
import AuraKnowledge
import Testing

/// Input made to break a reader: nothing may trap, and every range must fit, whatever comes.
@Suite struct HostileInputTests {
    private static let pieces = [
        "[", "<", "#", "`", "``a`", "\u{301}", "e\u{301}", "\"", "'", "<a \"", "<a b=\"", "<a b='x\"", "<!--", "<!",
        "<script>",
        "</", "<b>", "<div>", "<b></i>", "<p>", "<td>", "<tr><td>", "](", "[](a \"", "![", "[]((a)", "*", "a*", "!",
        "...x", "](a b ", "**a* ",
        "_",
        "~~", "> ", "- ", "1. ", "a|b\n-|-\n", "|a|b|\n", "- -", "\\", "&", "&#x41;", "# a\n", "a. ", "。", "ก", "中",
        " ",
        "\u{200B}", "\u{202E}", "\u{E0041}", "İ", "```\n", "---\n", "a\n===\n", "क्", "'a", "1,", "1.1", "a-",
        "<div hidden>",
        "<table>", "<title>", "<pre>", "<svg/>", "<?", "<![CDATA[", "\u{FDFA}", "? ", "a:\n", "\u{1F468}\u{200D}",
    ]

    @Test(arguments: pieces, Document.MediaType.allCases)
    func `a piece repeated is read or refused`(piece: String, type: Document.MediaType) throws {
        try survive(Array(String(repeating: piece, count: 8_192 / piece.utf8.count).utf8), type)
    }

    @Test(arguments: [
        ("[", Document.MediaType.markdown), ("`a", .markdown), ("#", .markdown), ("<a b=\"", .markdown), ("<", .html),
        ("\"", .html), ("\u{301}", .plain),
    ])
    func `a mebibyte of it too`(piece: String, type: Document.MediaType) throws {
        let bytes = Array(String(repeating: piece, count: 1_048_576 / piece.utf8.count).utf8)
        try expectExact(try DocumentReader.read(bytes, mediaType: type, title: nil, language: "en"))
    }

    @Test(arguments: 0..<UInt64(20))
    func `random bytes and random markup are read or refused`(seed: UInt64) throws {
        var random = Scrambled(state: seed)
        for round in 0..<24 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<80, using: &random) {
                if round.isMultiple(of: 4) {
                    bytes.append(.random(in: 1...255, using: &random))
                } else if let piece = Self.pieces.randomElement(using: &random) {
                    bytes += piece.utf8
                    if Bool.random(using: &random) { bytes += "\n \nx".utf8.prefix(.random(in: 0...4, using: &random)) }
                }
            }
            for type in Document.MediaType.allCases { try survive(bytes, type) }
        }
    }

    private func survive(_ bytes: [UInt8], _ type: Document.MediaType) throws {
        let document: ExtractedDocument
        do {
            document = try DocumentReader.read(bytes, mediaType: type, title: nil, language: nil)
        } catch {
            return
        }
        try expectExact(document)
        let shelf = Shelf()
        shelf.add(document)
        let question = String(decoding: bytes.prefix(400), as: UTF8.self)
        for quotation in shelf.ask(question).quotations {
            #expect(Quotations.verify(quotation, in: document.text))
        }
    }
}

/// A generator whose numbers depend on its seed alone.
struct Scrambled: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
