import ArgumentParser

struct SubjectCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject", abstract: "A person's data: where it is, a copy of it, its erasure (clause 6).",
        subcommands: [SubjectFind.self, SubjectExport.self, SubjectErase.self])
}
