import ArgumentParser
import AuraCore
import AuraPlatform

struct UsageShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Sums a workspace's calls and tokens, with a picture on a terminal.")
    static let level = CommandLevel.read
    static let examples = [
        "aura usage show --tenant acme", "aura usage show --tenant acme --by model --last 7d",
        "aura usage show --tenant acme --from 2026-10-01 --until 2026-11-01 -o csv",
    ]
    static let kinds = [Kinds.usage.declaration]

    @Option(help: ArgumentHelp("What the sums are of (default: day).", valueName: "group"))
    var by: UsageService.Grouping?

    @Option(help: ArgumentHelp("How far back (default: 30d).", valueName: "duration"))
    var last: Span?

    @Option(help: ArgumentHelp("From this moment or day on.", valueName: "when"))
    var from: Moment?

    @Option(help: ArgumentHelp("Before this moment or day.", valueName: "when"))
    var until: Moment?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        guard last == nil || from == nil && until == nil else {
            throw CommandError(.usage, "--last and --from or --until exclude each other", hint: "leave one out")
        }
        let tenant = try context.tenant()
        let now = context.now
        let end = until?.past(from: now)
        let start = last?.before(now) ?? from?.past(from: now)
        let summary = try await context.platform().usage.show(
            of: tenant, by: by ?? .day, from: start, until: end, as: context.principal)
        let usage = UsageReport(tenant: tenant, summary: summary)
        var report = Report(Kinds.usage, usage)
        if context.showsPictures { report.text = UsagePicture(usage, width: context.width, context.glyphs).text }
        return report
    }
}
