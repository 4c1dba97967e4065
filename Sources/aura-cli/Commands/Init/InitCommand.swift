import ArgumentParser
import AuraCore
import AuraPlatform

struct InitCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes an installation: data folder, root key, keyring, ledger, database.")
    static let level = CommandLevel.write
    static let examples = [
        "aura init --if-missing", "aura init ./demo --demo",
        "aura init /var/lib/aura --root-key file:/etc/aura/root.key", "aura init --root-key passphrase",
        "aura init ./new --root-key file:/etc/aura/new.key --to recovery-sheet.txt",
    ]
    static let kinds = [Kinds.installation.declaration]

    @Argument(help: ArgumentHelp("The data folder, in place of --data.", valueName: "dir"), completion: .directory)
    var folder: String?

    @Flag(help: "An installation that is there already is no error.")
    var ifMissing = false

    @Flag(help: "Add the tenant demo with a bot and 120 days of history.")
    var demo = false

    @Option(
        help: ArgumentHelp(
            "Where the root key comes from: passphrase, file:PATH, or command:LINE.", valueName: "source"))
    var rootKey: RootKeyPlace?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let report = try await Platform.initialise(
            context.configuration(isNew: true), rootKey: try choice(in: context), ifMissing: ifMissing, isDemo: demo,
            makesRecoverySheet: context.canHandOutSheet, as: context.principal)
        if context.options.isDryRun {
            for action in AuditAction.allCases {
                if let count = report.events[action] { context.dryRun.predict(action.rawValue, count: count) }
            }
        }
        return Report(
            Kinds.installation, report,
            summary: report.isNew
                ? "installation \(report.id) is ready"
                : "installation \(report.id) was there already"
        ).handingOut(report.recoverySheet, in: context)
    }

    private func choice(in context: CommandContext) throws(CommandError) -> Platform.RootKeyChoice {
        rootKey == nil && demo ? .file(path: "root.key") : try RootKeyPlace.choice(rootKey, in: context)
    }
}
