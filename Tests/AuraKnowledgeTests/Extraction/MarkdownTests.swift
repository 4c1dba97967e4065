import AuraCore
import AuraKnowledge
import Testing

@Suite struct MarkdownTests {
    private func read(_ source: String) throws -> ExtractedDocument {
        try DocumentReader.read(Array(source.utf8), mediaType: .markdown, title: nil, language: "en")
    }

    @Test(arguments: [
        ("You may *return* **any** item.", "You may return any item."),
        ("An ~~old~~ new_rule_name and 5 * 3 * 2.", "An old new_rule_name and 5 * 3 * 2."),
        ("See [our page](https://a.example/b_(c) \"Title\") now.", "See our page now."),
        ("See [our page][ref], [Ref][] and [ref].\n\n[REF]: /x", "See our page, Ref and ref."),
        ("See [our page][none] and [1].", "See [our page][none] and [1]."),
        ("A claim.[^1]\n\n[^1]: Its source.", "A claim.[^1]\n\n[^1]: Its source."),
        ("![A red parcel](p.png) arrives.", "A red parcel arrives."),
        ("Brackets [like these] and ](stray) stay.", "Brackets [like these] and ](stray) stay."),
        ("Run `a * b` or ``x ` y``.", "Run a * b or x ` y."),
        ("An open ` stays.", "An open ` stays."),
        (
            "Write to <help@acme.example> or <https://acme.example>.",
            "Write to help@acme.example or https://acme.example."
        ),
        ("5 &lt; 6 &amp; &euro;7 &#8211; &#x41; &nosuch; &", "5 < 6 & €7 – A &nosuch; &"),
        ("A \\*star\\* and a \\[bracket\\].", "A *star* and a [bracket]."),
        ("Two lines\nof one paragraph.", "Two lines of one paragraph."),
        ("A hard  \nbreak and another\\\none.", "A hard\nbreak and another\none."),
        ("A <b>bold</b> <span class=\"x\">word</span>.", "A bold word."),
        ("One<br>two", "One\ntwo"),
        ("3 < 5 and a<b", "3 < 5 and a<b"),
    ])
    func `inline marks are resolved`(source: String, text: String) throws {
        #expect(try read(source).text == text)
    }

    @Test func `headings, lists, quotes and code are blocks of their own`() throws {
        let document = try read(
            """
            Refunds
            =======

            You may return goods.

            How
            ---
            > Quoted
            > words.

            - Write to us.
            - Wait
              three days.
            1. Post it.

            ```
            code *stays*
              as it is
            ```
            ## End ##
            ***
            Bye.
            """)
        #expect(document.title == "Refunds")
        #expect(
            document.text == """
                Refunds

                You may return goods.

                How

                Quoted words.

                Write to us.
                Wait three days.
                1. Post it.

                code *stays*
                  as it is

                End

                Bye.
                """)
        #expect(document.passages.map(\.headings) == [["Refunds"], ["Refunds", "How"], ["Refunds", "End"]])
    }

    @Test func `a table's row carries the names of its columns`() throws {
        let document = try read(
            """
            | Day | Open | |
            |:---|---:|---|
            | Monday | 9–18 | a \\| b |
            | Sunday | | |
            After.
            """)
        #expect(document.text == "Day: Monday; Open: 9–18; a | b\nDay: Sunday\n\nAfter.")
    }

    @Test func `a column name too long to repeat is left out`() throws {
        let document = try read("| A | \(String(repeating: "n", count: 65)) |\n|---|---|\n| one | two |")
        #expect(document.text == "A: one; two")
    }

    @Test(arguments: [
        "<script>\n# Not a heading\nalert('x')\n\nsecret()\n</script>Shown.",
        "<style>p { color: red }</style>Shown.",
        "<!-- a comment\n\nwith secret -->\nShown.",
        "<template>\n\nsecret\n</template>\n\nShown.",
        "Shown.<noscript>secret</noscript>",
        "<SCRIPT type='x'>secret</SCRIPT >Shown.",
    ])
    func `raw HTML that is not read is left out`(source: String) throws {
        let document = try read(source)
        #expect(document.text == "Shown.")
        #expect(!document.hiddenTextDropped)
    }

    @Test(arguments: [
        "<div hidden>secret <div>more</div> secret</div>Shown.",
        "<p style=\"color:red; display : none\">secret\n\nsecret</p>\nShown.",
        "<span style='visibility:hidden'>secret</span>Shown.",
    ])
    func `hidden raw HTML is left out, and that is told`(source: String) throws {
        let document = try read(source)
        #expect(document.text == "Shown.")
        #expect(document.hiddenTextDropped)
    }

    @Test func `code that shows HTML stays`() throws {
        let document = try read("Use `<script>` here.\n\n```html\n<div hidden>x</div>\n```\n\nEnd.")
        #expect(document.text == "Use <script> here.\n\n<div hidden>x</div>\n\nEnd.")
    }

    @Test(
        arguments: [
            ("# One\n\nText.", "One"), ("Text.\n\n# One\n\n## Two", "One"), ("# One\n\n# Two", nil),
            ("## Two\n\nText.", nil),
        ] as [(String, String?)])
    func `the only heading of level 1 is the title`(source: String, title: String?) throws {
        #expect(try read(source).title == title)
    }

    @Test func `front matter and link definitions are left out`() throws {
        let document = try read("---\ntitle: T\ndraft: true\n---\n\n# Head\n\nText.\n\n[ref]: https://a.example\n")
        #expect(document.text == "Head\n\nText.")
    }
}
