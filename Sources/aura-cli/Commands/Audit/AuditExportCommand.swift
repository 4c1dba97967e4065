import ArgumentParser
import AuraPlatform

struct AuditExportCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the audit log as JSON lines, with all that an outsider needs to verify it.")
    static let level = CommandLevel.read
    static let examples = [
        "aura audit export --to audit.jsonl", "aura audit export --tenant acme --to acme-audit.jsonl",
    ]
    static let kinds = [Kinds.auditExport.declaration]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        try context.requireFile()
        let export = try await context.platform().audit.export(
            of: try context.tenantIfAny(), as: context.principal)
        let entries = export.chains.reduce(0) { $0 + $1.entries }
        var report = Report(
            Kinds.auditExport, export, summary: "\(entries) entries of \(export.chains.count) chains are written")
        report.attachment = Attachment(bytes: export.document)
        return report
    }
}
