import AuraPlatform
import Foundation
import Testing

/// Every form in which a text could lie in a file is seen, and nothing is seen that is not there.
@Suite struct ResidueScanTests {
    private static let canary = ResidueCanary(
        path: "message", text: "Zanzibar \"café\" and/or qwertyuiopasdfing, a@b.example", word: "qwertyuiopasdf")
    private let scan = ResidueScan(ResidueNeedles([Self.canary]))

    private func forms(_ bytes: some Sequence<UInt8>) -> Set<String> {
        Set(scan.found(in: Array(bytes)).map(\.form))
    }

    private var bytes: [UInt8] { Array(Self.canary.text.utf8) }

    @Test func `it is found as it is, in lower case, and in both orders of UTF-16`() {
        #expect(forms("before ".utf8 + bytes + " after".utf8).contains("utf-8"))
        #expect(forms(Self.canary.text.lowercased().utf8).contains("lower case"))
        #expect(forms(Self.canary.text.data(using: .utf16LittleEndian) ?? Data()) == ["utf-16le"])
        #expect(forms(Self.canary.text.data(using: .utf16BigEndian) ?? Data()) == ["utf-16be"])
    }

    @Test(arguments: 0..<6)
    func `it is found in base64 and base64url at each alignment`(before: Int) {
        // Bytes whose base64 has the two letters that differ.
        let canary = ResidueCanary(path: "key", text: "~~~???~~~???~~~???qwertyuiop")
        let around = Data(repeating: 0x7E, count: before) + Data(canary.text.utf8) + Data("~~".utf8)
        let scan = ResidueScan(ResidueNeedles([canary]))
        let encoded = around.base64EncodedString()
        #expect(encoded.contains("+") || encoded.contains("/"))
        #expect(Set(scan.found(in: Array(encoded.utf8)).map(\.form)) == ["base64"])
        let safe = encoded.replacing("+", with: "-").replacing("/", with: "_")
        #expect(Set(scan.found(in: Array(safe.utf8)).map(\.form)) == ["base64url"])
    }

    @Test func `it is found in hexadecimal digits of either case`() {
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(forms(digits.utf8) == ["hex"] && forms(digits.uppercased().utf8) == ["hex"])
    }

    @Test(arguments: [
        "Zanzibar%20%22caf%C3%A9%22%20and%2For%20qwertyuiopasdfing%2C%20a%40b.example",
        "Zanzibar+%22caf%c3%a9%22+and%2for+qwertyuiopasdfing%2c+a%40b.example",
    ])
    func `it is found percent-encoded, as in an address or a form`(text: String) {
        #expect(forms(text.utf8).contains("percent"))
    }

    @Test func `it is found with every byte percent-encoded`() {
        let text = bytes.map { "%" + String($0, radix: 16) }.joined()
        #expect(forms(text.utf8) == ["percent"] && forms(text.uppercased().utf8) == ["percent"])
    }

    @Test(arguments: [
        #"Zanzibar \"café\" and/or qwertyuiopasdfing, a@b.example"#,
        #"Zanzibar \"café\" and\/or qwertyuiopasdfing, a@b.example"#,
        #"Zanzibar \"caf\u00e9\" and/or qwertyuiopasdfing, a@b.example"#,
        #"Zanzibar \"caf\u00E9\" and/or qwertyuiopasdfing, a@b.example"#,
    ])
    func `it is found escaped as in JSON`(text: String) {
        #expect(forms("{\"text\":\"\(text)\"}".utf8).contains("json"))
    }

    @Test(arguments: 0...6)
    func `each eight letters of its random word are enough`(start: Int) {
        let part = Self.canary.word.dropFirst(start).prefix(8)
        #expect(forms("…\(part)…".utf8) == ["slice"])
        #expect(forms("…\(part.dropLast())…".utf8).isEmpty)
    }

    @Test func `its words' stems are found, and common words are not`() {
        #expect(forms("… qwertyuiopasdf …".utf8).contains("stem"))
        #expect(forms("Zanzibar, cafés, and/or, probes and examples".utf8).isSubset(of: ["stem"]))
        #expect(forms((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).isEmpty)
    }

    @Test(arguments: [0, (1 << 20) - 20, (1 << 20) - 1, 1 << 20, (2 << 20) - 30, (3 << 20) - 60])
    func `a long file is searched from its first byte to its last, whatever lies between two parts`(place: Int) throws {
        let path = NSTemporaryDirectory() + "aura-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        var content = Data(count: 3 << 20)
        content.replaceSubrange(place..<min(place + bytes.count, content.count), with: bytes)
        try content.write(to: URL(filePath: path))
        #expect(scan.found(inFile: path)?.map(\.form).contains("utf-8") == true)
        try Data(count: 3 << 20).write(to: URL(filePath: path))
        #expect(scan.found(inFile: path) == [])
    }

    @Test func `what is no file is not read, nor what a link leads to`() throws {
        let path = NSTemporaryDirectory() + "aura-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        #expect(scan.found(inFile: path) == nil && scan.found(inFile: "/dev/zero") == nil)
        #expect(scan.found(inFile: path + "-none") == nil && scan.found(inFile: NSTemporaryDirectory()) == nil)
    }
}
