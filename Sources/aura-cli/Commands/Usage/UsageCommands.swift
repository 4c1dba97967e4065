import ArgumentParser

struct UsageCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Calls and tokens of a workspace.", subcommands: [UsageShow.self])
}
