/// Colours, decided for one stream. Meaning is never carried by colour alone.
struct Style: Hashable, Sendable {
    let isColoured: Bool

    static let plain = Style(isColoured: false)

    func heading(_ text: String) -> String { wrap(text, "1") }
    func failure(_ text: String) -> String { wrap(text, "31") }
    func faint(_ text: String) -> String { wrap(text, "2") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// When colours are used: what `--color` says, else `NO_COLOR`, else `CLICOLOR_FORCE`, else only on a terminal.
enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never

    func style(isTerminal: Bool, environment: Environment) -> Style {
        switch self {
        case .always: return Style(isColoured: true)
        case .never: return .plain
        case .auto: break
        }
        if environment["NO_COLOR"] != nil { return .plain }
        if let force = environment["CLICOLOR_FORCE"], force != "0" { return Style(isColoured: true) }
        return Style(isColoured: isTerminal && environment["TERM"] != "dumb")
    }
}
