import ArgumentParser

struct BackupCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies of data, keys and ledger, each a file of its own.",
        subcommands: [BackupCreate.self, BackupList.self, BackupVerify.self, BackupRestore.self])

    @OptionGroup var global: GlobalOptions
}
