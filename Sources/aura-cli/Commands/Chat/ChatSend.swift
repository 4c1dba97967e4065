import ArgumentParser
import AuraCore
import AuraPlatform

struct ChatSend: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Asks a bot one question; the answer streams, its sources go to standard error.")
    static let level = CommandLevel.write
    static let examples = [
        "aura chat send 'When are you open?' --bot acme/helpdesk",
        "aura chat send 'And on Sundays?' --bot acme/helpdesk --subject visitor@acme.example -c",
        "cat error.log | aura chat send 'What went wrong?' --bot acme/helpdesk --no-store",
    ]
    static let kinds = [Kinds.turn.declaration]

    @Argument(help: "The question; without it standard input is the question, with it the question's context.")
    var text: String?

    @Option(help: ArgumentHelp("The bot to ask.", valueName: "bot"))
    var bot: BotName

    @OptionGroup var options: TurnOptions

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant(of: bot)
        let question = try options.question(text, in: context)
        let live = context.live
        let isLive = question.streams && !global.isDryRun
        let outcome = try await context.platform().chat.send(
            question, to: bot.bot, of: tenant, as: context.principal
        ) { (delta) throws(CancellationError) in
            if isLive { try live.write(delta.text) }
        }
        return try .of(outcome) { turn in
            guard !turn.isPartial else {
                throw PlatformError(
                    .vendorFailed, "the answer broke off; the part that came is stored", hint: "ask again")
            }
            var report = Report(Kinds.turn, turn).shown(as: turn.answer)
            report.isStreamed = isLive && live.showsText
            report.notes = turn.sources
            return report
        }
    }
}
