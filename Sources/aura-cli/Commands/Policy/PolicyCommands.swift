import ArgumentParser

struct PolicyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "The privacy policy, and the proof that it is kept.",
        subcommands: [PolicyShow.self, PolicyVerify.self])
}
