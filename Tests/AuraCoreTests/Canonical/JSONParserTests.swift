import AuraCore
import AuraTestSupport
import Testing

@Suite struct JSONParserTests {
    @Test(arguments: [
        ("", JSONError.Reason.syntax), ("  ", .syntax), ("{", .syntax), ("[", .syntax), ("[1 2]", .syntax),
        ("{\"a\"}", .syntax), ("{\"a\":}", .syntax), ("{a:1}", .syntax), ("{\"a\":1,}", .syntax), ("[,]", .syntax),
        ("\"open", .syntax), ("\"\\x\"", .syntax), ("\"\\u12\"", .syntax), ("\"\\u12G4\"", .syntax),
        ("\"\n\"", .syntax),
        ("tru", .syntax), ("nul", .syntax), ("NaN", .syntax), ("-", .syntax), ("01", .syntax), ("+1", .syntax),
        ("1.", .syntax), ("1.5", .notAnInteger), ("1e3", .notAnInteger), ("1E+3", .notAnInteger),
        ("'a'", .syntax), ("// a", .syntax), ("\u{FEFF}1", .syntax), ("{} {}", .trailing), ("1 x", .trailing),
        ("{\"a\":1,\"a\":2}", .duplicateName), ("{\"a\":1,\"\\u0061\":2}", .duplicateName),
        ("9007199254740992", .numberOutOfRange), ("-9007199254740992", .numberOutOfRange),
        ("99999999999999999999999999", .numberOutOfRange), ("-9223372036854775808", .numberOutOfRange),
        ("\"\\ud800\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate), ("\"\\ud800\\u0041\"", .loneSurrogate),
        ("\"\\ud800\\n\"", .loneSurrogate),
    ])
    func `what is no JSON of ours is refused with its reason`(text: String, reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error?.reason == reason)
    }

    @Test(arguments: [32, 33])
    func `nesting is bounded`(depth: Int) {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            let reason: JSONError.Reason?
            do throws(JSONError) {
                _ = try JSONValue(parsing: Array(text.utf8))
                reason = nil
            } catch {
                reason = error.reason
            }
            #expect(reason == (depth > 32 ? .tooDeep : nil))
        }
    }

    @Test func `a hundred thousand open brackets are an error and no overflow`() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: [UInt8](repeating: 0x5B, count: 100_000)) }
        #expect(error?.reason == .tooDeep)
        #expect(error?.offset == 33)
    }

    @Test(
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xC0, 0xAF]] as [[UInt8]])
    func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.reason == .invalidUTF8)
    }

    @Test func `canonically equivalent names are two names`() throws {
        let value = try JSONValue(parsing: Array("{\"é\":1,\"e\u{301}\":2}".utf8))
        guard case .object(let members) = value else {
            Issue.record("no object")
            return
        }
        #expect(members.map { Array($0.name.utf8) } == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]])
    }

    @Test func `fractions are kept as their text where they are asked for`() throws {
        let text = Array("[1.50, -2e-3, 0.0, 7, 1E5]".utf8)
        #expect(try JSONValue(parsing: text, fractions: true) == ["1.50", "-2e-3", "0.0", 7, "1E5"])
    }

    @Test func `escapes and surrogate pairs are read`() throws {
        let text = Array(#""\"\\\/\b\f\n\r\tA\ud83d\ude00""#.utf8)
        #expect(try JSONValue(parsing: text) == .string("\"\\/\u{8}\u{C}\n\r\tA😀"))
    }

    @Test func `random bytes never trap`() {
        var generator = SeededGenerator(state: 7)
        let alphabet = Array(#"{}[]",:\u0019eE.+-truefalsn "#.utf8) + [0xC3, 0xA9, 0xFF, 0x00]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            guard let value = try? JSONValue(parsing: bytes, fractions: true) else { continue }
            #expect((try? JSONValue(parsing: value.canonical))?.canonical == value.canonical)
        }
    }
}
