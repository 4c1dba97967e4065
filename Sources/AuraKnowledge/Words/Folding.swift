/// Makes equal what readers take for the same letter: case, width, final forms, composed and decomposed accents.
/// Accents themselves are kept: the stemmers need them.
enum Folding {
    /// Appends the folded letter or digit to a word in UTF-8.
    static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            return
        }
        switch scalar.value {
        case 0xDF, 0x1E9E: word += [0x73, 0x73]  // ß, ẞ
        case 0x0130: word.append(0x69)  // İ, whose lower case is i and a dot
        case 0x03C2: append(utf8: "σ", to: &word)
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A:  // full-width Latin
            word.append(UInt8(truncatingIfNeeded: scalar.value & 0x1F) + 0x60)
        default: appendMapped(scalar, to: &word)
        }
    }

    /// Appends a combining mark, joined with the letter before it where Unicode has the two as one character.
    static func append(mark: Unicode.Scalar, to word: inout [UInt8]) {
        guard mayCompose(mark.value), let start = lastScalarStart(of: word) else {
            append(utf8: mark, to: &word)
            return
        }
        let pair = String(decoding: word[start...], as: UTF8.self) + String(mark)
        word.removeSubrange(start...)
        append(utf8: composed[pair] ?? pair, to: &word)
    }

    static func append(utf8 text: some CustomStringConvertible, to word: inout [UInt8]) {
        word += text.description.utf8
    }

    private static func appendMapped(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter:
            word += properties.lowercaseMapping.utf8
        case .decimalNumber:
            let digit = properties.numericValue.flatMap { UInt8(exactly: $0) } ?? 0
            word.append(0x30 + min(digit, 9))
        default:
            append(utf8: scalar, to: &word)
        }
    }

    /// Marks of the scripts that have composed letters: Latin, Greek and Cyrillic accents, hamza, nukta.
    private static func mayCompose(_ value: UInt32) -> Bool {
        (0x0300...0x036F).contains(value) || (0x0653...0x0655).contains(value) || value == 0x093C
    }

    private static func lastScalarStart(of word: [UInt8]) -> Int? {
        word.lastIndex { $0 & 0xC0 != 0x80 }
    }

    /// Each composed letter under its decomposed spelling: Swift's strings are equal when they are canonically
    /// equivalent, so the composed letter is its own key.
    private static let composed: [String: String] = {
        var table: [String: String] = [:]
        let letters: [ClosedRange<UInt32>] = [
            0xC0...0x24F, 0x370...0x52F, 0x620...0x6D3, 0x928...0x95F, 0x1E00...0x1FFF,
        ]
        for scalar in letters.joined().lazy.compactMap(Unicode.Scalar.init) {
            table[String(scalar)] = String(scalar)
        }
        return table
    }()
}
