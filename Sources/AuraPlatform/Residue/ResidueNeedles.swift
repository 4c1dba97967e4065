import AuraCore
import AuraKnowledge

/// A text that was planted, and the random word in it that stands nowhere by chance.
package struct ResidueCanary: Hashable, Sendable {
    /// The path that it took: `message`, `key` …
    package let path: String
    package let text: String
    package let word: String

    /// - Parameter word: Of a text that is random as a whole, the text itself.
    package init(path: String, text: String, word: String = "") {
        self.path = path
        self.text = text
        self.word = word
    }
}

/// Every form in which a planted text could lie in a file: as bytes of UTF-8 and UTF-16, in lower case, as base64 and
/// base64url at each alignment, as hexadecimal digits, percent-encoded, escaped as in JSON, each eight letters of its
/// random word, and its words' stems.
package struct ResidueNeedles: Sendable {
    /// One form of one canary.
    package struct Needle: Hashable, Sendable {
        package let canary: String
        package let form: String
        package let bytes: [UInt8]
    }

    package let all: [Needle]

    /// Shorter ones stand in files by right.
    private static let shortest = 8

    /// - Parameter canaries: What was planted. Two forms of the same bytes are one needle.
    package init(_ canaries: [ResidueCanary]) {
        var all: [Needle] = []
        for canary in canaries {
            var seen: Set<[UInt8]> = []
            for (form, bytes) in ResidueNeedles.forms(of: canary) where bytes.count >= ResidueNeedles.shortest {
                guard seen.insert(bytes).inserted else { continue }
                all.append(Needle(canary: canary.path, form: form, bytes: bytes))
            }
        }
        self.all = all
    }

    /// The names of the forms, each once.
    package var forms: Set<String> { Set(all.map(\.form)) }

    private static func forms(of canary: ResidueCanary) -> [(form: String, bytes: [UInt8])] {
        let (text, bytes) = (canary.text, Array(canary.text.utf8))
        let units = Array(text.utf16)
        var forms: [(form: String, bytes: [UInt8])] = [
            ("utf-8", bytes), ("lower case", Array(text.lowercased().utf8)),
            ("utf-16le", units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
            ("utf-16be", units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }),
        ]
        let digits = Hexadecimal.encode(bytes)
        forms += [("hex", Array(digits.utf8)), ("hex", Array(digits.uppercased().utf8))]
        for shift in 0..<3 {
            let encoded = ResidueEncoding.base64(bytes, shift: shift)
            forms += [("base64", encoded), ("base64url", ResidueEncoding.urlSafe(encoded))]
        }
        forms += ResidueEncoding.percent(bytes).map { ("percent", $0) }
        forms += ResidueEncoding.json(text).map { ("json", $0) }
        let word = Array(canary.word.utf8)
        for start in stride(from: 0, through: word.count - shortest, by: 1) {
            forms.append(("slice", Array(word[start..<start + shortest])))
        }
        forms += TermMaker.terms(of: text, language: "en").map { ("stem", Array($0.text.utf8)) }
        return forms
    }
}
