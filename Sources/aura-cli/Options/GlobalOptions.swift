import ArgumentParser
import AuraCore

/// The flags that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("The data folder.", valueName: "dir"), completion: .directory)
    var data: String?

    @Option(help: ArgumentHelp("The tenant to work in: a–z, 0–9 and -, beginning with a letter.", valueName: "name"))
    var tenant: ObjectName?

    @Option(help: ArgumentHelp("Who acts, as a label in the audit log.", valueName: "name"))
    var actor: String?

    @Option(help: ArgumentHelp("Why, as a label in the audit log.", valueName: "text"))
    var reason: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The form of the result (default: table).", valueName: "format"))
    var output: OutputFormat?

    @Option(help: ArgumentHelp("Only these fields, separated by commas.", valueName: "a,b"))
    var fields: String?

    @Flag(help: "No heading line in tables and CSV.")
    var noHeader = false

    @Option(help: ArgumentHelp("Where the result goes; - is standard output.", valueName: "file"), completion: .file())
    var to: String?

    @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Nothing on success; errors only.")
    var isQuiet = false

    @Flag(name: [.customShort("v"), .customLong("verbose")], help: "Say which settings are in use, and why.")
    var isVerbose = false

    @Option(help: ArgumentHelp("How progress is shown on standard error.", valueName: "how"))
    var progress: ProgressChoice = .auto

    @Option(help: ArgumentHelp("When colours are used.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(help: "Never ask; a question becomes exit 64.")
    var noInput = false

    @Flag(name: .customLong("yes"), help: "Yes to a destructive command.")
    var saysYes = false

    @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Say what would change, and change nothing.")
    var isDryRun = false

    @Option(help: ArgumentHelp("Repeat the name of what an irreversible command destroys.", valueName: "name"))
    var confirm: String?

    @Option(help: ArgumentHelp("How long to wait for another process (default: 5s).", valueName: "duration"))
    var wait: CalendarDuration?
}

extension GlobalOptions {
    /// The names in `--fields`, in order; empty if all are wanted.
    var fieldNames: [String] {
        fields?.split(separator: ",").map(String.init) ?? []
    }

    /// Checks what the types of the options cannot. (Not `validate`: the parser would call that itself.)
    func check() throws(CommandError) {
        if let fields, fieldNames.isEmpty || fields.split(separator: ",", omittingEmptySubsequences: false).contains("")
        {
            throw CommandError(.usage, "--fields names no field", hint: "such as --fields id,name")
        }
        try GlobalOptions.checkLabel(actor, of: "--actor")
        try GlobalOptions.checkLabel(reason, of: "--reason")
        if let wait, wait.months > 0 || wait.days > 1 {
            throw CommandError(.usage, "--wait is longer than a day", hint: "such as --wait 30s")
        }
    }

    static func checkLabel(_ label: String?, of flag: String) throws(CommandError) {
        guard let label else { return }
        guard !label.isEmpty, label.utf8.count <= Limits.labelBytes, label == TerminalText.line(label) else {
            throw CommandError(.usage, "\(flag) is empty, longer than \(Limits.labelBytes) bytes or not one line")
        }
    }

    /// The data folder, from the flag or from an argument that means the same.
    func data(or folder: String?) throws(CommandError) -> String? {
        guard let folder else { return data }
        guard data == nil || data == folder else {
            throw CommandError(.usage, "--data and the folder's argument name two folders", hint: "leave one out")
        }
        return folder
    }

    /// How long a write waits for another process.
    var waiting: Duration {
        guard let wait else { return .seconds(5) }
        return .seconds(wait.days * 86_400) + .seconds(wait.seconds)
    }
}
