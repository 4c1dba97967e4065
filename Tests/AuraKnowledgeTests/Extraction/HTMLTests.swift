import AuraCore
import AuraKnowledge
import Testing

@Suite struct HTMLTests {
    private func read(_ source: String) throws -> ExtractedDocument {
        try DocumentReader.read(Array(source.utf8), mediaType: .html, title: nil, language: "en")
    }

    @Test func `a page becomes its title, headings and paragraphs`() throws {
        let document = try read(
            """
            <!DOCTYPE html><html><head><title>Our  shop</title><style>p{}</style><script>var secret;</script></head>
            <body><h1>Opening <em>hours</em></h1><p>We are open
            from nine&nbsp;to five &amp; later.<p>Unclosed.
            <ul><li>One<li>Two</ul><h2>Parking</h2><div>Behind<br>the house</div></body></html>
            """)
        #expect(document.title == "Our shop")
        #expect(
            document.text == """
                Opening hours

                We are open from nine\u{A0}to five & later.

                Unclosed.

                One
                Two

                Parking

                Behind
                the house
                """)
        #expect(document.passages.map(\.headings) == [["Opening hours"], ["Opening hours", "Parking"]])
        #expect(!document.hiddenTextDropped)
    }

    @Test func `the title given outranks the page's`() throws {
        let source = Array("<title>Theirs</title><p>Text.".utf8)
        let document = try DocumentReader.read(source, mediaType: .html, title: "Ours", language: nil)
        #expect(document.title == "Ours")
    }

    @Test(arguments: [
        "<p>Shown.</p><script>alert('secret')</script>",
        "<p>Shown.</p><style>secret</style><template><p>secret</p></template>",
        "<noscript>secret</noscript><p>Shown.</p><iframe>secret</iframe>",
        "<p>Shown.</p><svg><title>secret</title><text>secret</text></svg>",
        "<!-- secret --><p>Shown.</p><!-- secret", "<nav><a href='/'>Home</a></nav><p>Shown.</p>",
    ])
    func `what is no text is left out`(source: String) throws {
        let document = try read(source)
        #expect(document.text == "Shown.")
        #expect(!document.hiddenTextDropped)
    }

    @Test(arguments: [
        "<p>Shown.</p><p hidden>secret</p>",
        "<p>Shown.</p><div style=\"DISPLAY: none\">secret <b>words</b><p>more</p></div>",
        "<p>Shown.</p><span HIDDEN=''>secret</span>",
    ])
    func `hidden text is left out, and that is told`(source: String) throws {
        let document = try read(source)
        #expect(document.text == "Shown.")
        #expect(document.hiddenTextDropped)
    }

    @Test func `a table's row carries the names of its columns`() throws {
        let document = try read(
            """
            <table><tr><th>Country<th>Price</tr><tr><td>Austria<td><p>8.90</p><p>EUR</p></tr></table>
            <table><tr><td>Alone</td></tr></table>
            """)
        #expect(document.text == "Country: Austria; Price: 8.90 EUR\nAlone")
    }

    @Test func `preformatted text keeps its lines`() throws {
        #expect(try read("<pre>one\n  two</pre>").text == "one\n  two")
    }

    @Test(arguments: [
        "<meta charset='iso-8859-1'>", "<meta charset='utf-16'>", "<?xml version='1.0' encoding='latin1'?>",
    ])
    func `a page is UTF-8 whatever it says`(declaration: String) throws {
        #expect(try read(declaration + "<p>é 中</p>").text == "é 中")
    }

    @Test func `a paragraph of spaces is none`() throws {
        #expect(try read("<p>&nbsp;</p><p>\u{200B}</p><h1>Head</h1><p>Text.").text == "Head\n\nText.")
    }

    @Test func `word breaks and unknown elements do not nest`() throws {
        let piece = "<p>super<wbr>market <WBR/>and <foo>more</foo></p><div>a<wbr>b<li>c<source>d</div>"
        let document = try read(String(repeating: piece, count: 400))
        #expect(document.text.hasPrefix("supermarket and more\n\nab\n\ncd\n\nsupermarket"))
    }

    @Test func `external entities and document types are not read`() throws {
        let document = try read(
            """
            <!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "expanded">]>
            <p>a &x; b &y; c</p>
            """)
        #expect(!document.text.contains("root:"))
        #expect(!document.text.contains("a expanded"))
    }

    @Test(arguments: [256, 100_000])
    func `nesting beyond the limit is refused`(depth: Int) {
        let source = Array((String(repeating: "<div>", count: depth) + "deep").utf8)
        #expect(throws: KnowledgeError(.tooDeep, limit: Limits.htmlDepth)) {
            try DocumentReader.read(source, mediaType: .html, title: nil, language: nil)
        }
    }

    @Test func `nesting within the limit is read`() throws {
        let depth = Limits.htmlDepth - 4
        #expect(try read(String(repeating: "<div>", count: depth) + "deep").text == "deep")
    }
}
