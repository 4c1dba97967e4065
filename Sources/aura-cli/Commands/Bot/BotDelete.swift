import ArgumentParser
import AuraPlatform

struct BotDelete: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes a bot with its documents and conversations.")
    static let level = CommandLevel.destructive
    static let examples = ["aura bot delete helpdesk --tenant acme --yes"]
    static let kinds = [Kinds.bot.declaration]

    @Argument(help: "The bot's name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    var question: String { "The bot's documents and conversations go with it. Delete it?" }

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let gone = try await context.platform().bots.delete(name, of: tenant, as: context.principal)
        return Report(Kinds.bot, gone, summary: "bot \(gone.bot.name) is deleted")
    }
}
