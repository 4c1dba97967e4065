import AuraCore
import Synchronization

/// Output that comes piece by piece on standard output, such as an answer while it is written: text in the table
/// format, `Delta` lines in NDJSON, nothing in the other formats.
final class LiveOutput: Sendable {
    /// Why writing ended before the answer did.
    enum End: Sendable {
        /// The reader has gone: no failure (it had enough).
        case readerGone
        case failed
    }

    private struct State {
        var end: End?
        var isLineOpen = false
    }

    private let format: OutputFormat?
    private let state = Mutex(State())

    /// - Parameter format: None if nothing is to be shown before the result is whole.
    init(format: OutputFormat?) {
        self.format = format
    }

    /// Whether the answer's text stands on standard output by the time the report is made (`Report.isStreamed`).
    var showsText: Bool { format == .table }

    var end: End? { state.withLock { $0.end } }

    /// Writes one piece.
    ///
    /// - Throws: If it cannot be written; what makes the pieces then stops as if it had been cancelled.
    func write(_ piece: String) throws(CancellationError) {
        let text: String
        switch format {
        case .table: text = PlainText.forTerminal(piece)
        case .ndjson:
            let line = Kinds.delta.line(of: piece)
            text = StandardStream.output.isTerminal ? TerminalText.safeJSON(line) : line
        default: return
        }
        let outcome = StandardStream.output.write(text)
        let isWritten = state.withLock { state in
            switch outcome {
            case .written: state.isLineOpen = text.isEmpty ? state.isLineOpen : !text.hasSuffix("\n")
            case .closedByReader: state.end = .readerGone
            case .failed: state.end = .failed
            }
            return state.end == nil
        }
        guard isWritten else { throw CancellationError() }
    }

    /// Whether an error message would stand behind a piece, on its line.
    var isLineOpen: Bool { state.withLock { $0.isLineOpen } }
}

extension Kinds {
    /// A piece of an answer, in NDJSON.
    static let delta = Kind<String>(line: "Delta", fields: [.text("text") { $0 }])
}
