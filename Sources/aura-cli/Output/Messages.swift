import AuraCore

/// Everything said on standard error. With a JSON format each message is one JSON line.
struct Messages: Sendable {
    let isJSON: Bool
    let isQuiet: Bool
    let isVerbose: Bool
    let style: Style
    let write: @Sendable (String) -> Void

    /// Something worth knowing; `-q` leaves it out.
    func note(_ message: String) {
        if !isQuiet { say(.note, message, hint: nil) }
    }

    /// Something that is probably wrong; `-q` leaves it out.
    func warning(_ message: String, hint: String? = nil) {
        if !isQuiet { say(.warning, message, hint: hint) }
    }

    /// A detail that only `-v` shows.
    func detail(_ message: String) {
        if isVerbose { say(.detail, message, hint: nil) }
    }

    /// Why the command failed.
    func error(_ report: ErrorReport) {
        if isJSON {
            write(TerminalText.safeJSON(Kinds.error.line(of: report)))
        } else {
            write(style.failure("error:") + " " + lines(report.message, report.hint))
        }
    }

    private func say(_ level: Message.Level, _ message: String, hint: String?) {
        if isJSON {
            write(TerminalText.safeJSON(Kinds.message.line(of: Message(level: level, message: message, hint: hint))))
        } else {
            write((level == .warning ? "warning: " : "") + lines(message, hint))
        }
    }

    private func lines(_ message: String, _ hint: String?) -> String {
        let hint = hint.map { style.faint("hint:") + " " + PlainText.forTerminal($0) + "\n" } ?? ""
        return PlainText.forTerminal(message) + "\n" + hint
    }
}

/// One message on standard error.
struct Message: Hashable, Sendable {
    enum Level: String, CaseIterable, Sendable {
        case note, warning, detail
    }

    let level: Level
    let message: String
    let hint: String?
}

extension Kinds {
    static let message = Kind<Message>(
        line: "Message",
        fields: [.choice("level") { $0.level }, .text("message") { $0.message }, .text("hint") { $0.hint }])
}
