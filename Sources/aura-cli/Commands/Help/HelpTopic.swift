import AuraCore
import AuraPolicy

/// A page of `aura help`, generated from the declarations that the program itself runs by.
enum HelpTopic: String, CaseIterable, Sendable {
    case options, output, environment, exitCodes = "exit-codes", secrets, retention

    /// One line of a page.
    struct Entry: Hashable, Sendable {
        let name: String
        let meaning: String
        let advice: String?

        init(_ name: String, _ meaning: String, advice: String? = nil) {
            self.name = name
            self.meaning = meaning
            self.advice = advice
        }
    }

    var title: String {
        switch self {
        case .options: "Flags that every command takes, before or after its name"
        case .output: "The forms in which every command writes its result (-o)"
        case .environment: "The environment variables of AURA; a flag goes before, a default after"
        case .exitCodes: "Exit codes: a closed list"
        case .secrets: "How a secret reaches AURA: never as an argument, never by the environment"
        case .retention: "How long AURA keeps what, and the clause that says so"
        }
    }

    var entries: [Entry] {
        switch self {
        case .options: CommandOption.global.map { Entry($0.synopsis, $0.summary) }
        case .output: OutputFormat.allCases.map { Entry($0.rawValue, $0.meaning) }
        case .environment: Environment.Variable.allCases.map { Entry($0.rawValue, $0.meaning) }
        case .exitCodes: ExitStatus.allCases.map { Entry(String($0.rawValue), $0.meaning, advice: $0.advice) }
        case .secrets: SecretSource.allCases.map { Entry($0.rawValue, $0.meaning) }
        case .retention:
            StandardPolicy.retention.rules.map { rule in
                Entry(
                    rule.dataClass.rawValue, "kept \(rule.keep) from \(rule.anchor.rawValue)",
                    advice: "clause \(rule.clause)")
            }
        }
    }

    /// The topic as a report: a page of text, and its entries for scripts.
    func report(width: Int) -> Report {
        let lines = entries.map { entry in
            (entry.name, entry.meaning + (entry.advice.map { " → \($0)" } ?? ""))
        }
        let page = [title, ""] + DefinitionList.lines(lines, width: width)
        return Report(Kinds.help, HelpResult(topic: rawValue, title: title, entries: entries))
            .shown(as: page.joined(separator: "\n"))
    }
}
