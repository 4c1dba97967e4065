import ArgumentParser
import AuraPlatform

struct ConversationList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists a workspace's conversations, newest first.")
    static let level = CommandLevel.read
    static let examples = [
        "aura conversation list --tenant acme",
        "aura conversation list --bot acme/helpdesk --since 7d --subject visitor@acme.example",
    ]
    static let kinds = [Kinds.conversations.list]

    @Option(help: ArgumentHelp("Only with this bot.", valueName: "bot"))
    var bot: BotName?

    @Option(help: ArgumentHelp("Only since then: a day, a time, or a length such as 7d.", valueName: "when"))
    var since: Moment?

    @Option(help: ArgumentHelp("Only of this person: e-mail, reference or id.", valueName: "person"))
    var subject: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant(of: bot)
        var filter = ConversationService.Filter()
        filter.bot = bot?.bot
        filter.person = subject
        filter.since = since?.past(from: context.now)
        let found = try await context.platform().conversations.list(of: tenant, filter, as: context.principal)
        return context.list(Kinds.conversations, found, hint: "narrow it with --bot, --since or --subject")
    }
}
