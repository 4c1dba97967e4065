import AuraCore

/// What the terminal gets beyond plain text: single lines, and JSON.
enum TerminalText {
    /// One line: line feeds and tabs become spaces, what could steer the terminal goes.
    static func line(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in PlainText.forTerminal(text).unicodeScalars {
            result.append(scalar == "\n" || scalar == "\t" ? " " : scalar)
        }
        return String(result)
    }

    /// JSON whose strings cannot steer a terminal: such scalars, which JSON lets stand, become `\u` escapes.
    static func safeJSON(_ text: String) -> String {
        guard PlainText.forTerminal(text).unicodeScalars.count != text.unicodeScalars.count else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if PlainText.forTerminal(String(scalar)).isEmpty {
                let digits = String(scalar.value, radix: 16)
                let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                result.append(contentsOf: escape.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
