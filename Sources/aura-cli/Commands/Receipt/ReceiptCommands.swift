import ArgumentParser

struct ReceiptCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "The signed certificates of what was deleted.",
        subcommands: [ReceiptList.self, ReceiptShow.self, ReceiptVerify.self])
}
