import AuraCore
import Testing

/// Entries are read from the bytes that are hashed; only the one spelling counts.
@Suite struct CanonicalEntryTests {
    private static let plain =
        #"{"action":"bot.created","actor":{"id":"0f","kind":"operator"},"at":"2026-11-24T09:00:00.000Z","#
        + #""chain":"operator","clause":"5.1","commitment":"ab","object":"bot_1","request":null,"seq":7,"v":1}"#

    @Test(arguments: [
        plain, plain.replacing(#""clause":"5.1""#, with: #""clause":null"#),
        plain.replacing(#""request":null"#, with: #""request":"req_1""#),
        plain.replacing("bot_1", with: #"a\"b\\c"#), plain.replacing("bot_1", with: "é"),
        plain.replacing("\"seq\":7", with: "\"seq\":0"), plain.replacing("\"seq\":7", with: "\"seq\":9007199254740991"),
    ])
    func `an entry is read, and is written as it was`(text: String) throws {
        let entry = try #require(AuditEntry(canonical: Array(text.utf8)))
        #expect(entry.json.canonical == Array(text.utf8))
        #expect(AuditEntry(entry.json) == entry)
    }

    @Test(arguments: [
        ("space", plain + " "), ("open", String(plain.dropLast())),
        ("action", plain.replacing("created", with: "made")),
        ("clause", plain.replacing("5.1", with: "05.1")), ("time", plain.replacing("000Z", with: "0000Z")),
        ("zone", plain.replacing("000Z", with: "000z")),
        ("chain", plain.replacing(#":"operator","cl"#, with: #":"x","cl"#)),
        ("zeros", plain.replacing("\"seq\":7", with: "\"seq\":07")),
        ("minus", plain.replacing("\"seq\":7", with: "\"seq\":-7")), ("none", ""),
        ("escape", plain.replacing("bot_1", with: "bot\\u005f1")),
        ("version", plain.replacing("\"v\":1", with: "\"v\":2")),
        ("order", plain.replacing(#""seq":7,"v":1"#, with: #""v":1,"seq":7"#)),
    ])
    func `another spelling, or another value than there can be, is none`(what: String, text: String) {
        #expect(AuditEntry(canonical: Array(text.utf8)) == nil, "\(what)")
    }
}
