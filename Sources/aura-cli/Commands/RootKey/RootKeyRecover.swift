import ArgumentParser
import AuraCore
import AuraPlatform

struct RootKeyRecover: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover", abstract: "Makes the root key's file anew from the recovery sheet.")
    static let level = CommandLevel.write
    static let examples = [
        "aura rootkey recover --sheet recovery-sheet.txt",
        "aura rootkey recover --sheet recovery-sheet.txt --root-key file:/etc/aura/root.key",
    ]
    static let kinds = [Kinds.rootKey.declaration]

    @Option(help: ArgumentHelp("The sheet, or - for standard input.", valueName: "file"), completion: .file())
    var sheet: String

    @Option(
        help: ArgumentHelp(
            "Where the key file is made: file:PATH (default: where the installation looks for it).",
            valueName: "source"))
    var rootKey: RootKeyPlace?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        var path: String?
        switch rootKey {
        case .file(let name): path = try RootKeyPlace.absolute(name)
        case nil: path = nil
        case .passphrase, .command:
            throw CommandError(.usage, "a root key is recovered into a file", hint: "--root-key file:PATH")
        }
        let text = SecretBytes(copying: try context.input.contents(of: sheet, limit: 4_096))
        let done = try await Platform.recoverRootKey(
            context.configuration(), sheet: text, to: path, as: context.principal)
        if context.options.isDryRun { context.dryRun.predict(AuditAction.rootKeyRecovered.rawValue) }
        return Report(
            Kinds.rootKey, done.rootKey,
            summary: done.isNew ? "the root key's file is made" : "the root key's file was there already")
    }
}
