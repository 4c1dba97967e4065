import ArgumentParser
import AuraCore
import AuraPlatform

struct BackupCreate: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Copies data, keys and ledger while everybody goes on writing.")
    static let level = CommandLevel.write
    static let examples = [
        "aura backup create nightly", "aura backup create nightly.keyring --part keyring",
    ]
    static let kinds = [Kinds.backup.list]

    @Argument(
        help: "A file that is not there yet; for all parts the beginning of FILE.data, FILE.keyring, FILE.ledger.",
        completion: .file())
    var file: String

    @Option(help: ArgumentHelp("One part alone: data, keyring or ledger.", valueName: "part"))
    var part: BackupManifest.Part?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let copies = try await context.platform().backups.create(
            at: file, parts: part.map { [$0] } ?? [], as: context.principal)
        var report = context.list(Kinds.backup, copies)
        report.summary = "\(copies.count) copies are made"
        return report
    }
}
