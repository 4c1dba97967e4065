import ArgumentParser
import AuraPlatform

struct DocList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists a workspace's documents, oldest first.")
    static let level = CommandLevel.read
    static let examples = ["aura doc list --tenant acme", "aura doc list --bot acme/helpdesk"]
    static let kinds = [Kinds.docs.list]

    @Option(help: ArgumentHelp("Only the documents of this bot.", valueName: "bot"))
    var bot: BotName?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant(of: bot)
        let documents = try await context.platform().documents.list(of: tenant, bot: bot?.bot, as: context.principal)
        return context.list(Kinds.docs, documents.map { DocumentLine(document: $0) }, hint: "name a bot with --bot")
    }
}
