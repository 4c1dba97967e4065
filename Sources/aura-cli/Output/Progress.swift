import Synchronization

/// How progress is shown: as a line that changes on a terminal, as JSON lines, or not at all.
enum ProgressChoice: String, CaseIterable, Sendable {
    case auto, none, json
}

/// Progress of long work, on standard error only.
final class Progress: Sendable {
    private enum Form {
        case none, line, json
    }

    private struct State {
        var lastShown: ContinuousClock.Instant?
        var started: ContinuousClock.Instant?
        var step = ""
        var isLineOpen = false
    }

    private let form: Form
    private let width: Int
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - isTerminal: Whether standard error is a terminal; elsewhere `auto` shows nothing.
    ///   - write: Where the text goes.
    init(_ choice: ProgressChoice, isTerminal: Bool, width: Int, write: @escaping @Sendable (String) -> Void) {
        form =
            switch choice {
            case .none: .none
            case .json: .json
            case .auto: isTerminal ? .line : .none
            }
        self.width = width
        self.write = write
    }

    /// Says how far a step has come. At most ten times a second on a terminal, once a second as JSON; the first and
    /// the last word of a step are always said on a terminal.
    func report(_ step: String, done: Int, total: Int) {
        guard form != .none else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            if state.step != step {
                state.step = step
                state.started = now
                if form == .line { state.lastShown = nil }
            }
            let pause: Duration = form == .json ? .seconds(1) : .milliseconds(100)
            let isLast = form == .line && done >= total
            if let last = state.lastShown, now - last < pause, !isLast { return }
            state.lastShown = now
            state.isLineOpen = form == .line
            write(
                form == .json
                    ? Kinds.progress.line(of: (step, done, total))
                    : line(step, done, total, since: state.started ?? now, now))
        }
    }

    /// Takes the changing line away, so that a message or the result begins on a clean one.
    func clear() {
        state.withLock { state in
            if state.isLineOpen { write("\r" + String(repeating: " ", count: room) + "\r") }
            state.isLineOpen = false
        }
    }

    private func line(
        _ step: String, _ done: Int, _ total: Int, since start: ContinuousClock.Instant, _ now: ContinuousClock.Instant
    ) -> String {
        let part = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 1
        let bar = String(repeating: "█", count: Int(part * 12)) + String(repeating: "░", count: 12 - Int(part * 12))
        var text = "\(step)  \(bar)  \(Int(part * 100)) %  \(done)/\(total)"
        let spent = now - start
        if 0 < part, part < 1, spent > Duration.seconds(1) {
            let left = min((spent / Duration.seconds(1)) * (1 - part) / part, 999_999)
            text += "  · \(Int(left)) s left"
        }
        let cut = DisplayWidth.cut(TerminalText.line(text), to: room)
        // Spaces, not an escape, cover what stood there: a terminal may want no escapes.
        return "\r" + cut + String(repeating: " ", count: room - DisplayWidth.of(cut))
    }

    /// A line that is full to the last column would wrap.
    private var room: Int { max(width - 1, 1) }
}

extension Kinds {
    static let progress = Kind<(step: String, done: Int, total: Int)>(
        line: "Progress",
        fields: [.text("step") { $0.step }, .integer("done") { $0.done }, .integer("total") { $0.total }])
}
