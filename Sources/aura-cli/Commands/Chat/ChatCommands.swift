import ArgumentParser

struct ChatCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Questions to a bot, and its answers.",
        subcommands: [ChatSend.self, ChatOpen.self])
}
