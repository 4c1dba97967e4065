import ArgumentParser

struct RetentionCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "How long what is kept, and the purge of what is due (clause 5).",
        subcommands: [
            RetentionShow.self, RetentionPlan.self, RetentionPurge.self, RetentionStatus.self, ReceiptCommands.self,
        ])
}
