import AuraCore

/// Output that comes piece by piece, such as an answer while it is written.
struct LiveOutput: Sendable {
    /// Whether pieces are shown at all: as text in the table format, as `Delta` lines in NDJSON, on standard output.
    let format: OutputFormat?

    /// The reader of standard output has gone.
    struct ReaderGone: Error {}

    /// Whether the final report's text has been written by then.
    var showsText: Bool { format == .table }

    func write(_ piece: String) throws {
        let text: String
        switch format {
        case .table: text = PlainText.forTerminal(piece)
        case .ndjson:
            let line = Kinds.delta.line(of: piece)
            text = StandardStream.output.isTerminal ? TerminalText.safeJSON(line) : line
        default: return
        }
        switch StandardStream.output.write(text) {
        case .written: return
        case .closedByReader: throw ReaderGone()
        case .failed: throw CommandError(.outputFailed, "standard output could not be written")
        }
    }
}

extension Kinds {
    /// A piece of an answer, in NDJSON.
    static let delta = Kind<String>(line: "Delta", fields: [.text("text") { $0 }])
}
