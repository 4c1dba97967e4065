import ArgumentParser

/// The forms in which every report can be written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case table, json, ndjson, csv, name

    var meaning: String {
        switch self {
        case .table: "For people: a table that fits the terminal, or text. Scripts must not read it"
        case .json: "One JSON document with \"kind\" and \"schema\"; null is written, fields are only ever added"
        case .ndjson: "One JSON object a line: an item of a list, or the whole document"
        case .csv: "RFC 4180 with a header; text that could start a formula is prefixed with '"
        case .name: "One identifier a line, for xargs"
        }
    }

    /// Whether messages and errors on standard error are JSON lines too.
    var isJSON: Bool { self == .json || self == .ndjson }
}
