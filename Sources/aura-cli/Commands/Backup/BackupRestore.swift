import ArgumentParser
import AuraCore
import AuraPlatform

struct BackupRestore: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts one part back; what was erased since is erased again before anything else (6.3).")
    static let level = CommandLevel.irreversible
    static let examples = [
        "aura backup restore prepared.data --confirm ins_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --reason 'disk replaced'",
        "aura backup restore prepared.keyring -n",
        "aura backup restore prepared.keyring --without-ledger -n",
    ]
    static let kinds = [Kinds.restore.declaration, Kinds.refusal.declaration]

    @Argument(
        help: "The backup file of one part. The data first, then the newest ledger, then the keyring.",
        completion: .file())
    var file: String

    @Flag(help: "The newest ledger is lost: begin one anew. What was erased since the keyring was copied may return.")
    var withoutLedger = false

    @OptionGroup var global: GlobalOptions

    func nameToConfirm(in context: CommandContext) throws -> String {
        try Platform.installation(ofBackup: file).rawValue
    }

    func run(in context: CommandContext) async throws -> Report {
        let outcome = try await Platform.restore(
            file, withoutLedger: withoutLedger, context.configuration(), as: context.principal)
        if global.isDryRun { context.dryRun.predict(AuditAction.backupRestored.rawValue) }
        return Report.of(outcome) { report in
            let rest = report.missing.map { "; now restore the \($0)" } ?? ""
            return Report(
                Kinds.restore, report,
                summary: report.isReady
                    ? "the \(report.copy.part.rawValue) is back, and the installation is open"
                    : "the \(report.copy.part.rawValue) is back\(rest)")
        }
    }
}
