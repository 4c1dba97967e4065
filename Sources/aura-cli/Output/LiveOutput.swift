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
        case .table: text = TerminalText.safe(piece)
        case .ndjson:
            let line = JSONValue.object([JSONMember("kind", "Delta"), JSONMember("text", .string(piece))]).line
            text = (StandardStream.output.isTerminal ? TerminalText.safeJSON(line) : line) + "\n"
        default: return
        }
        switch StandardStream.output.write(text) {
        case .written: return
        case .closedByReader: throw ReaderGone()
        case .failed: throw CommandError(.outputFailed, "standard output could not be written")
        }
    }
}
