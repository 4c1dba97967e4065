import AuraCore

/// Reports as RFC 4180: comma, CR LF, a header, quotes where needed.
enum CSV {
    /// One column: where its value stands within a row, and what it holds.
    struct Column: Hashable, Sendable {
        let path: [String]
        let type: FieldType

        var title: String { path.joined(separator: ".") }
    }

    /// The fields as columns; the fields of an object get columns of their own (`citation.document`).
    static func columns(of fields: [FieldDeclaration], within path: [String] = []) -> [Column] {
        fields.flatMap { field -> [Column] in
            if case .object(let inner) = field.type { return columns(of: inner, within: path + [field.name]) }
            return [Column(path: path + [field.name], type: field.type)]
        }
    }

    static func document(_ rows: [[JSONMember]], fields: [FieldDeclaration], hasHeader: Bool) -> String {
        let columns = columns(of: fields)
        var lines = hasHeader ? [columns.map { quoted($0.title) }.joined(separator: ",")] : []
        for row in rows {
            lines.append(
                columns.map { cell(value(at: $0.path, in: .object(row)), type: $0.type) }.joined(separator: ","))
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

    private static func value(at path: [String], in row: JSONValue) -> JSONValue {
        path.reduce(row) { $0[$1] ?? .null }
    }
}
