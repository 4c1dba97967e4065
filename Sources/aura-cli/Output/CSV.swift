import AuraCore

/// Reports as RFC 4180: comma, CR LF, a header, quotes where needed.
enum CSV {
    static func document(_ rows: [[JSONMember]], fields: [FieldDeclaration], hasHeader: Bool) -> String {
        let columns = Column.all(of: fields)
        var lines = hasHeader ? [columns.map { quoted($0.name) }.joined(separator: ",")] : []
        for row in rows {
            lines.append(columns.map { cell($0.value(in: row), type: $0.type) }.joined(separator: ","))
        }
        return lines.map { $0 + "\r\n" }.joined()
    }

    /// The text of one cell. Only text that somebody typed is prefixed; what AURA formats never is.
    static func cell(_ value: JSONValue, type: FieldType) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .string(let text): type == .text ? textCell(text) : quoted(text)
        case .array, .object: textCell(value.line)
        }
    }

    /// A text cell: `'` before what a spreadsheet would run as a formula (OWASP), then RFC 4180.
    static func textCell(_ text: String) -> String {
        // By scalar: `=` with a combining accent and CR LF are single characters.
        switch text.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r": quoted("'" + text)
        default: quoted(text)
        }
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }
        guard needsQuotes else { return text }
        var result = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result.append(scalar) }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }
}
