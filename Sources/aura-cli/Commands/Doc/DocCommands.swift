import ArgumentParser

struct DocCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doc", abstract: "A bot's documents.",
        subcommands: [DocAdd.self, DocList.self, DocShow.self, DocDelete.self, DocSearch.self])
}
