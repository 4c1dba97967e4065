import AuraCore
import Glibc

/// Runs one leaf from its options to its exit status: the same for every command.
struct CommandRun: Sendable {
    let environment: Environment
    let interruption: Interruption

    func run(_ command: some PlatformCommand) async -> ExitStatus {
        let options = command.global
        let progress = Progress(options, environment: environment)
        let messages = Messages(options, environment: environment, progress: progress)
        let live = LiveOutput(format: options.to == nil && !options.isQuiet ? options.output ?? .table : nil)
        do {
            let context = try context(of: command, messages, progress, live)
            defer { context.opened.close() }
            let output = try ResultOutput(command, context)
            try await Confirmation.require(command, in: context)
            let report = try await interruption.cancelling(on: [SIGINT, SIGTERM]) {
                try await command.run(in: context)
            }
            progress.clear()
            let shown = afterDryRun(report, of: command, in: context)
            try output.write(shown)
            if context.options.output ?? .table == .table { shown.notes.forEach(messages.note) }
            if let failure = report.failure { messages.error(failure) }
            return report.exit
        } catch {
            if live.end == .readerGone { return .done }
            if live.isLineOpen, StandardStream.error.isTerminal { StandardStream.error.write("\n") }
            let lost = CommandError(.outputFailed, "standard output could not be written")
            let report = ErrorReport(live.end == .failed ? lost : error, stoppedBy: interruption.lastSignal)
            messages.error(report)
            return report.exit
        }
    }

    private func context(
        of command: some PlatformCommand, _ messages: Messages, _ progress: Progress, _ live: LiveOutput
    ) throws -> CommandContext {
        let options = command.global
        try options.check()
        let settings = try Settings(
            data: options.data(or: command.folder), tenant: options.tenant, environment: environment,
            home: Settings.home(environment))
        for name in environment.unknownNames {
            let known = Environment.Variable.allCases.map(\.rawValue)
            messages.warning("\(name) is no setting of AURA", hint: NearMiss.hint(for: name, among: known))
        }
        messages.detail("data folder: \(settings.dataFolder.value) (\(settings.dataFolder.source.rawValue))")
        if let tenant = settings.tenant { messages.detail("tenant: \(tenant.value) (\(tenant.source.rawValue))") }
        let input = Input(environment: environment, mayAsk: !options.noInput, interruption: interruption)
        if type(of: command).isForTerminalsOnly, !input.canAsk || !StandardStream.output.isTerminal {
            throw CommandError(.terminalNeeded, "this command is for a person at a terminal")
        }
        return CommandContext(
            options: options, settings: settings, environment: environment, input: input, messages: messages,
            progress: progress, live: live, interruption: interruption)
    }

    /// A dry run reports what it would have changed, since what it made does not exist; a refusal is reported as it is.
    private func afterDryRun(_ report: Report, of command: some PlatformCommand, in context: CommandContext) -> Report {
        guard context.options.isDryRun, command.levelHere.changes, report.exit == .done else { return report }
        return Report(
            Kinds.dryRun,
            DryRunResult(
                command: CommandTree.words(of: command), plan: context.dryRun.plan, changes: context.predictedChanges,
                rows: context.dryRun.rows))
    }
}

extension Messages {
    init(_ options: GlobalOptions, environment: Environment, progress: Progress) {
        let stream = StandardStream.error
        self.init(
            isJSON: options.output?.isJSON ?? false, isQuiet: options.isQuiet, isVerbose: options.isVerbose,
            style: options.color.style(isTerminal: stream.isTerminal, environment: environment)
        ) { text in
            progress.clear()
            stream.write(text)
        }
    }
}

extension Progress {
    convenience init(_ options: GlobalOptions, environment: Environment) {
        let stream = StandardStream.error
        self.init(
            options.isQuiet && options.progress == .auto ? .none : options.progress, isTerminal: stream.isTerminal,
            width: stream.width(environment)
        ) { stream.write($0) }
    }
}

/// What a dry run would have changed.
struct DryRunResult: Sendable {
    let command: String
    /// The plan that would be carried out, for a command that has one.
    var plan: String?
    var changes: [(action: String, count: Int)] = []
    /// What would go by that plan.
    var rows: [DryRun.Rows] = []
}

extension Kinds {
    static let dryRun = Kind<DryRunResult>(
        "DryRun", identifier: "action",
        fields: [
            .identifier("command") { $0.command },
            .identifier("plan") { $0.plan },
            .list("items", [.identifier("action") { $0.action }, .integer("count") { $0.count }]) { $0.changes },
            .list(
                "rows",
                [
                    .identifier("target") { $0.target }, .choice("class") { $0.dataClass },
                    .integer("count") { $0.count }, .identifier("clause") { $0.clause },
                ]
            ) { $0.rows },
        ])
}
