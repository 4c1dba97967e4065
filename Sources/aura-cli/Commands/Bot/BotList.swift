import ArgumentParser
import AuraPlatform

struct BotList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists a workspace's bots, oldest first.")
    static let level = CommandLevel.read
    static let examples = ["aura bot list --tenant acme"]
    static let kinds = [Kinds.bot.list]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        return context.list(Kinds.bot, try await context.platform().bots.list(of: tenant, as: context.principal))
    }
}
