import ArgumentParser

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "A workspace's own LLM keys; no command gives one back.",
        subcommands: [KeySet.self, KeyList.self, KeyShow.self, KeyRevoke.self])
}
