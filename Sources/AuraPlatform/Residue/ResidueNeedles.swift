import AuraKnowledge
package import Foundation

/// Every form in which a planted text could lie in a file: as bytes of UTF-8 and UTF-16, in lower case, as base64 at each
/// alignment, as hexadecimal digits, and its words' stems.
package struct ResidueNeedles: Sendable {
    /// One form of one canary.
    package struct Needle: Hashable, Sendable {
        package let canary: String
        package let form: String
        let bytes: Data
    }

    let all: [Needle]

    /// Shorter ones are common words, which stand in files by right.
    private static let shortestStem = 8

    /// - Parameter canaries: What was planted, by the path that it took.
    package init(_ canaries: [(path: String, text: String)]) {
        all = canaries.flatMap { canary in
            ResidueNeedles.forms(of: canary.text).map { Needle(canary: canary.path, form: $0.form, bytes: $0.bytes) }
        }
    }

    /// The forms that stand in some bytes.
    package func found(in data: Data) -> [Needle] {
        all.filter { data.range(of: $0.bytes) != nil }
    }

    private static func forms(of text: String) -> [(form: String, bytes: Data)] {
        let bytes = Data(text.utf8)
        var forms: [(form: String, bytes: Data)] = [
            ("utf-8", bytes), ("lower case", Data(text.lowercased().utf8)),
            ("utf-16le", Data(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })),
            ("utf-16be", Data(text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] })),
        ]
        let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        forms += [("hex", Data(digits.utf8)), ("hex", Data(digits.uppercased().utf8))]
        // What stands before the text shifts its base64; the ends depend on the neighbours and are left out.
        for shift in 0..<3 where bytes.count > 8 {
            let encoded = (Data(repeating: 0, count: shift) + bytes).base64EncodedString().utf8
            forms.append(("base64", Data(encoded.dropFirst(4).dropLast(4))))
        }
        for term in TermMaker.terms(of: text, language: "en") where term.text.utf8.count >= shortestStem {
            forms.append(("stem", Data(term.text.utf8)))
        }
        return forms
    }
}
