import ArgumentParser
import AuraPlatform
import AuraPolicy

struct PolicyShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows the policy in force: every promise by its clause, or its whole text.")
    static let level = CommandLevel.read
    static let examples = [
        "aura policy show", "aura policy show --markdown privacy-policy.md", "aura policy show --markdown -",
    ]
    static let kinds = [Kinds.policy.declaration]

    @Option(
        help: ArgumentHelp("Write the published text as Markdown; - is standard output.", valueName: "file"),
        completion: .file())
    var markdown: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let file: OutputFile? =
            if let markdown, markdown != "-" {
                try OutputFile(path: markdown, outside: context.settings.dataFolder.value)
            } else {
                nil
            }
        let policy = try await context.platform().policy
        let document = try await policy.show(as: context.principal)
        var report = Report(Kinds.policy, document)
        guard markdown != nil else {
            let lines = document.clauses.map { ($0.id.description, ([$0.promise] + $0.notes).joined(separator: " ")) }
            return context.listing(report, lines)
        }
        let text = try await policy.markdown(as: context.principal)
        if let file {
            try file.finish(Array(text.utf8))
            return report.shown(as: "version \(document.version) of the policy is written")
        }
        report.attachment = Attachment(text: text)
        return report
    }
}
