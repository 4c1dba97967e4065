import ArgumentParser
import AuraCore
import AuraPlatform
import Glibc

struct ChatOpen: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Talks with a bot on a terminal; Ctrl-C stops an answer, Ctrl-D leaves.")
    static let level = CommandLevel.write
    static let examples = [
        "aura chat open --bot acme/helpdesk", "aura chat open --bot demo/guide --subject me@demo.example",
    ]
    static let kinds = [Kinds.talk.declaration]
    static let isForTerminalsOnly = true

    @Option(help: ArgumentHelp("The bot to talk with.", valueName: "bot"))
    var bot: BotName

    @Option(
        help: ArgumentHelp("Whom it belongs to: e-mail, reference or id (default: nobody known).", valueName: "person"))
    var subject: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant(of: bot)
        _ = try await context.platform().bots.show(bot.bot.rawValue, of: tenant, as: context.principal)
        var talk = Talk(tenant: tenant, bot: bot.bot, subject: subject)
        while true {
            StandardStream.error.write("> ")
            guard let line = try context.input.line(limit: Limits.questionBytes) else { break }
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            let before = talk
            do {
                talk = try await context.interruption.cancelling(on: [SIGINT]) {
                    try await before.asking(line, in: context)
                }
            } catch let error as PlatformError where error.code != .cancelled {
                context.messages.error(ErrorReport(error))
            } catch {
                // SIGTERM stops the command, SIGINT the answer alone.
                try Task.checkCancellation()
                context.messages.note("\nstopped")
            }
        }
        StandardStream.error.write("\n")
        return Report(Kinds.talk, talk)
    }
}
