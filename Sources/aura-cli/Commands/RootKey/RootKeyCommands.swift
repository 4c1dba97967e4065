import ArgumentParser

struct RootKeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rootkey", abstract: "The root key: its age, its rotation, its recovery; no command shows it.",
        subcommands: [RootKeyStatus.self, RootKeyRotate.self, RootKeyRecover.self])
}
