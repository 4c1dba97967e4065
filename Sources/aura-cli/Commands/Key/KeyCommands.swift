import ArgumentParser

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "A workspace's own LLM keys; no command gives one back.",
        subcommands: [KeySet.self, KeyRotate.self, KeyList.self, KeyShow.self, KeyRevoke.self, KeyRewrap.self])
}
