import AuraCore

/// One cell of a table: its text, on which side it stands, and whether it may be cut.
struct Cell: Hashable, Sendable {
    /// What goes first where a table is too wide.
    enum Cutting: Int, Sendable {
        case first, last, never
    }

    let text: String
    let isNumber: Bool
    let cutting: Cutting

    /// The cell as people read it: times to the minute, sizes in KiB, `–` for nothing.
    init(_ value: JSONValue, type: FieldType) {
        isNumber = type == .integer || type == .size
        cutting =
            switch type {
            case .text, .list, .object, .json: .first
            case .identifier, .choice: .last
            // Half a number or half a date is another one.
            case .integer, .size, .flag, .time, .date, .duration: .never
            }
        switch (value, type) {
        case (.null, _): text = "–"
        case (.bool(let flag), _): text = flag ? "yes" : "no"
        case (.integer(let number), .size): text = Cell.size(number)
        case (.integer(let number), _): text = String(number)
        case (.string(let moment), .time): text = Cell.minute(moment)
        case (.string(let word), _): text = TerminalText.line(word)
        case (.array([]), _): text = "–"
        case (.array(let items), .list(let type)) where type.isScalar:
            text = items.map { Cell($0, type: type).text }.joined(separator: ", ")
        default: text = TerminalText.line(value.line)
        }
    }

    /// `2026-11-24T09:00Z`: RFC 3339 without seconds, still UTC.
    private static func minute(_ moment: String) -> String {
        moment.utf8.count == 24 && moment.hasSuffix("Z") ? moment.prefix(16) + "Z" : moment
    }

    /// Tenths of the largest fitting unit, in whole numbers: no formatter, no locale.
    private static func size(_ bytes: Int64) -> String {
        guard bytes >= 1_024 else { return "\(bytes) B" }
        var unit: Int64 = 1_024
        var names = ["KiB", "MiB", "GiB"][...]
        while names.count > 1, bytes / 1_024 >= unit {
            unit *= 1_024
            names = names.dropFirst()
        }
        let (whole, rest) = bytes.quotientAndRemainder(dividingBy: unit)
        return "\(whole).\(rest * 10 / unit) \(names.first ?? "GiB")"
    }
}
