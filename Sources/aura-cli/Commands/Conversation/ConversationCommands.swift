import ArgumentParser

struct ConversationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversation", abstract: "What was asked and answered.",
        subcommands: [ConversationList.self, ConversationShow.self, ConversationDelete.self])
}
