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
        let platform = try await context.platform()
        _ = try await platform.bots.show(bot.bot.rawValue, of: tenant, as: context.principal)
        let begun = Talk(tenant: tenant, bot: bot.bot, subject: subject)
        let ended = try await platform.keepingUp(failed: { [messages = context.messages] error in
            messages.error(ErrorReport(error))
        }) { () async throws -> Talk in
            try await talk(begun, in: context)
        }
        StandardStream.error.write("\n")
        return Report(Kinds.talk, ended)
    }

    /// Line by line until Ctrl-D.
    private func talk(_ begun: Talk, in context: CommandContext) async throws -> Talk {
        var talk = begun
        while true {
            StandardStream.error.write("> ")
            guard let line = try await context.input.nextLine(limit: Limits.questionBytes) else { return talk }
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
    }
}
