import ArgumentParser

struct MemberCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "The people who work in a workspace.", subcommands: [MemberList.self])
}
