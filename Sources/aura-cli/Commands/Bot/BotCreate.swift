import ArgumentParser
import AuraCore
import AuraPlatform

struct BotCreate: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Makes a chatbot.")
    static let level = CommandLevel.write
    static let examples = [
        "aura bot create greeter --tenant acme",
        "aura bot create writer --tenant acme --model openai/gpt-4o-mini --prompt-file writer.md --temperature 0.2",
    ]
    static let kinds = [Kinds.bot.declaration]

    @Argument(help: "The bot's name: a–z, 0–9 and -, beginning with a letter.")
    var name: String

    @Option(help: ArgumentHelp("What answers (default: aura/extractive).", valueName: "vendor/model"))
    var model: ModelName?

    @Option(help: ArgumentHelp("A file with its prompt; - is standard input.", valueName: "file"), completion: .file())
    var promptFile: String?

    @Option(help: ArgumentHelp("How freely the model writes, 0 to 2.", valueName: "number"))
    var temperature: Temperature?

    @Option(help: ArgumentHelp("What it says when its documents hold no answer.", valueName: "text"))
    var fallback: String?

    @Flag(help: "A bot of this name with the same settings is no error.")
    var ifMissing = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        var draft = BotService.Draft()
        draft.model = model ?? draft.model
        draft.prompt = try promptFile.map { try context.input.text(of: $0, limit: Limits.promptBytes) }
        draft.temperatureMilli = temperature?.milli
        draft.fallback = fallback
        let made = try await context.platform().bots.create(
            name, draft, ifMissing: ifMissing, of: tenant, as: context.principal)
        let state = made.isNew ? "is made (\(made.bot.id))" : "was there already; nothing was changed"
        return Report(Kinds.bot, made, summary: "bot \(made.bot.name) \(state)")
    }
}
