import AuraCore
import Testing

@Suite struct JSONValueTests {
    private static let document: JSONValue = [
        "name": "a\"b\\c\n\u{1}é", "empty": [:], "none": [], "list": [1, -2, nil], "nested": ["b": true, "a": false],
    ]

    @Test func `the pretty form keeps the written order and indents by two spaces`() {
        #expect(
            Self.document.pretty == """
                {
                  "name": "a\\"b\\\\c\\n\\u0001é",
                  "empty": {},
                  "none": [],
                  "list": [
                    1,
                    -2,
                    null
                  ],
                  "nested": {
                    "b": true,
                    "a": false
                  }
                }
                """)
    }

    @Test func `the line keeps the written order without white space`() {
        #expect(
            Self.document.line
                == #"{"name":"a\"b\\c\n\u0001é","empty":{},"none":[],"list":[1,-2,null],"nested":{"b":true,"a":false}}"#
        )
    }

    @Test func `the canonical form sorts names at every depth and nothing else`() {
        #expect(
            String(decoding: Self.document.canonical, as: UTF8.self)
                == #"{"empty":{},"list":[1,-2,null],"name":"a\"b\\c\n\u0001é","nested":{"a":false,"b":true},"none":[]}"#
        )
    }

    @Test func `every form reads back as the same document`() throws {
        #expect(try JSONValue(parsing: Array(Self.document.pretty.utf8)) == Self.document)
        #expect(try JSONValue(parsing: Array(Self.document.line.utf8)) == Self.document)
    }

    @Test func `a member is found by name and type`() {
        #expect(Self.document["list"]?.array?.first?.integer == 1)
        #expect(Self.document["nested"]?["b"]?.bool == true)
        #expect(Self.document["nested"]?.string == nil)
        #expect(Self.document["absent"] == nil)
        #expect(JSONValue("text")["name"] == nil)
    }

    @Test func `absent values are written as null`() {
        let document: JSONValue = ["text": JSONValue(String?.none), "moment": JSONValue(Timestamp?.none)]
        #expect(document.line == #"{"text":null,"moment":null}"#)
        #expect(JSONValue(Timestamp(milliseconds: 0)).string == "1970-01-01T00:00:00.000Z")
    }
}
