/// Text as a terminal may see it.
enum TerminalText {
    /// CR LF becomes LF; every other control character but LF and tab goes, and so do the bidirectional embeddings,
    /// overrides and isolates. The marks U+200E, U+200F and U+061C stay. By scalar, not by character.
    static func safe(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isHarmless(scalar) { result.append(scalar) }
        return String(result)
    }

    /// JSON whose strings cannot steer a terminal: such scalars, which JSON lets stand, become `\u` escapes.
    static func safeJSON(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHarmless(scalar) {
                result.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                result.append(contentsOf: escape.unicodeScalars)
            }
        }
        return String(result)
    }

    /// One line: line feeds and tabs become spaces.
    static func line(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in safe(text).unicodeScalars { result.append(scalar == "\n" || scalar == "\t" ? " " : scalar) }
        return String(result)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
