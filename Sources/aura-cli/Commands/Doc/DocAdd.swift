import ArgumentParser
import AuraCore
import AuraPlatform

struct DocAdd: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds documents to a bot, or their next versions: Markdown, HTML, plain text.")
    static let level = CommandLevel.write
    static let examples = [
        "aura doc add shipping.md --tenant acme --bot helpdesk",
        "aura doc add docs/refunds.md docs/opening-hours.html --bot acme/helpdesk",
        "aura policy show --markdown - | aura doc add - --title privacy-policy.md --bot acme/helpdesk",
    ]
    static let kinds = [Kinds.docs.list]

    @Argument(help: "Files, or - for standard input.", completion: .file())
    var file: [String]

    @Option(help: ArgumentHelp("The bot; needed if there are several.", valueName: "bot"))
    var bot: BotName?

    @Option(help: ArgumentHelp("A title, for one document alone.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("Its language, such as en; else it is detected.", valueName: "code"))
    var language: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        guard title == nil || file.count == 1 else {
            throw CommandError(.usage, "--title is for one document alone", hint: "add the files one by one")
        }
        let tenant = try context.tenant(of: bot)
        let addition = DocumentAddition(
            context: context, tenant: tenant, bot: bot?.bot, title: title, language: language)
        let lines = try await addition.add(file)
        let failures = lines.compactMap(\.failure)
        var report = context.list(Kinds.docs, lines)
        guard !failures.isEmpty else {
            let new = lines.count { $0.document?.isNew == true }
            report.summary = "\(new) added, \(lines.count - new) unchanged"
            return report
        }
        report = context.listing(report, lines.map(\.outcome))
        report.failure = ErrorReport(
            code: "partly", message: "\(failures.count) of \(lines.count) documents were not added",
            hint: "the report says why", exit: .partly)
        return report.exiting(.partly, when: true)
    }
}
