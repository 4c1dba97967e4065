/// Makes equal what readers take for the same letter: case, width, final forms, composed and decomposed accents.
enum Folding {
    /// Appends the folded letter or digit to a word in UTF-8. Accents stay: the stemmers need them.
    static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            return
        }
        switch scalar.value {
        case 0xDF, 0x1E9E: word += [0x73, 0x73]  // ß, ẞ
        case 0x0130: word.append(0x69)  // İ, whose lower case is i and a dot
        case 0x03C2: word += [0xCF, 0x83]  // ς is σ at a word's end
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A:  // full-width Latin
            word.append(UInt8(truncatingIfNeeded: scalar.value & 0x1F) + 0x60)
        default: appendMapped(scalar, to: &word)
        }
    }

    /// Appends a combining mark, joined with the letter before it where Unicode has the two as one character.
    static func append(mark: Unicode.Scalar, to word: inout [UInt8]) {
        guard mayCompose(mark.value), let start = word.lastIndex(where: { $0 & 0xC0 != 0x80 }) else {
            word += mark.utf8
            return
        }
        let pair = String(decoding: word[start...], as: UTF8.self) + String(mark)
        word.removeSubrange(start...)
        word += (composed[pair] ?? pair).utf8
    }

    /// The word with its Latin letters bare of accents. Questions are often typed without them.
    static func withoutAccents(_ word: String) -> String {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word }
        var bare = String.UnicodeScalarView()
        for scalar in word.unicodeScalars { bare.append(bareLetters[scalar] ?? scalar) }
        return String(bare)
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
            word += scalar.utf8
        }
    }

    /// Marks of the scripts that have composed letters: Latin, Greek and Cyrillic accents, hamza, nukta.
    private static func mayCompose(_ value: UInt32) -> Bool {
        (0x0300...0x036F).contains(value) || (0x0653...0x0655).contains(value) || value == 0x093C
    }

    /// Each composed letter under its decomposed spelling: Swift's strings are equal when they are canonically
    /// equivalent, so the composed letter is its own key.
    private static let composed: [String: String] = {
        let ranges: [ClosedRange<UInt32>] = [
            0xC0...0x24F, 0x370...0x52F, 0x620...0x6D3, 0x928...0x95F, 0x1E00...0x1FFF,
        ]
        let letters = ranges.joined().compactMap { Unicode.Scalar($0).map(String.init) }
        return Dictionary(letters.map { ($0, $0) }) { first, _ in first }
    }()

    /// Told from the names Unicode gives them, such as «LATIN SMALL LETTER E WITH ACUTE».
    private static let bareLetters: [Unicode.Scalar: Unicode.Scalar] = {
        let prefix = "LATIN SMALL LETTER "
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for scalar in [0xC0...0x24F, 0x1E00...0x1EFF].joined().compactMap({ Unicode.Scalar(UInt32($0)) }) {
            guard let name = scalar.properties.name, name.hasPrefix(prefix) else { continue }
            let rest = name.dropFirst(prefix.count)
            guard rest.dropFirst().hasPrefix(" WITH "), let letter = rest.unicodeScalars.first else { continue }
            table[scalar] = Unicode.Scalar(letter.value | 0x20)
        }
        return table
    }()
}
