import ArgumentParser

struct AuditCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit log: hash-chained, one chain for each workspace and the operator.",
        subcommands: [
            AuditList.self, AuditShow.self, AuditExportCommand.self, AuditVerify.self, AuditCheckpoint.self,
        ])
}
