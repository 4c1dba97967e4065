import ArgumentParser

struct BotCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bot", abstract: "A workspace's chatbots.",
        subcommands: [BotCreate.self, BotList.self, BotShow.self, BotDelete.self])
}
