import ArgumentParser
import AuraCore
import AuraPlatform

struct SubjectExport: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a copy of everything that is held of a person, as JSON with hashes.")
    static let level = CommandLevel.read
    static let examples = ["aura subject export visitor@acme.example --tenant acme --to visitor.json"]
    static let kinds = [Kinds.export.declaration, Kinds.archive.declaration]

    @Argument(help: "An e-mail address, the workspace's own reference, or a mem_… or vis_… id.")
    var subject: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        try context.requireFile()
        let tenant = try context.tenant()
        let archive = try await context.platform().subjects.export(subject, of: tenant, as: context.principal)
        let attachment = Attachment(text: archive.pretty + "\n")
        let count = attachment.bytes.count
        var report = Report(Kinds.export, ExportReport(archive: archive, bytes: count))
        report.summary = "\(count) bytes are written"
        report.attachment = attachment
        return report
    }
}
