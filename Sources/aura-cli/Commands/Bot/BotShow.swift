import ArgumentParser
import AuraPlatform

struct BotShow: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one bot with its settings.")
    static let level = CommandLevel.read
    static let examples = ["aura bot show helpdesk --tenant acme"]
    static let kinds = [Kinds.bot.declaration]

    @Argument(help: "The bot's name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        return Report(Kinds.bot, try await context.platform().bots.show(name, of: tenant, as: context.principal))
    }
}
