import ArgumentParser
import AuraPlatform

struct DocSearch: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds the passages that fit a question best, best first.")
    static let level = CommandLevel.read
    static let examples = [
        "aura doc search 'when are you open' --bot acme/helpdesk",
        "aura doc search refund --tenant acme --limit 3 --explain",
    ]
    static let kinds = [Kinds.passage.list]

    @Argument(help: "Words or a question.")
    var query: String

    @Option(help: ArgumentHelp("The bot; needed if there are several.", valueName: "bot"))
    var bot: BotName?

    @Option(help: ArgumentHelp("How many passages at most (default: 10).", valueName: "number"))
    var limit: Count?

    @Flag(help: "Say on standard error where each passage stands and how it was scored.")
    var explain = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant(of: bot)
        let found = try await context.platform().documents.search(
            query, in: bot?.bot, of: tenant, limit: limit?.value ?? 10, as: context.principal)
        for (place, passage) in found.enumerated() where explain {
            context.messages.note(
                "[\(place + 1)] \(passage.passage): BM25 \(Decimal3.text(passage.score)), characters "
                    + "\(passage.range.lowerBound) to \(passage.range.upperBound) of \(passage.document), "
                    + "version \(passage.version)")
        }
        return Report(Kinds.passage, list: found)
    }
}
