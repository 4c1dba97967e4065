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
        if !isQuiet { say("note", message, hint: nil) }
    }

    /// Something that is probably wrong; `-q` leaves it out.
    func warning(_ message: String, hint: String? = nil) {
        if !isQuiet { say("warning", message, hint: hint) }
    }

    /// A detail that only `-v` shows.
    func detail(_ message: String) {
        if isVerbose { say("detail", message, hint: nil) }
    }

    /// Why the command failed.
    func error(_ report: ErrorReport) {
        if isJSON {
            write(report.jsonLine + "\n")
        } else {
            write(style.failure("error:") + " " + lines(report.message, report.hint))
        }
    }

    private func say(_ level: String, _ message: String, hint: String?) {
        if isJSON {
            let line = JSONValue.object([
                JSONMember("kind", "Message"), JSONMember("level", .string(level)),
                JSONMember("message", .string(message)), JSONMember("hint", JSONValue(hint)),
            ]).line
            write(line + "\n")
        } else {
            write((level == "warning" ? "warning: " : "") + lines(message, hint))
        }
    }

    private func lines(_ message: String, _ hint: String?) -> String {
        TerminalText.safe(message) + "\n"
            + (hint.map { style.faint("hint:") + " " + TerminalText.safe($0) + "\n" } ?? "")
    }
}
