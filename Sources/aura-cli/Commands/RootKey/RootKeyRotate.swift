import ArgumentParser
import AuraCore
import AuraPlatform

struct RootKeyRotate: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Puts a new root key in the old one's place; killed anywhere, the next command finishes it.")
    static let level = CommandLevel.write
    static let examples = [
        "aura rootkey rotate", "aura rootkey rotate --root-key file:/etc/aura/root-2.key --to recovery-sheet.txt",
    ]
    static let kinds = [Kinds.rootKey.declaration]

    @Option(
        help: ArgumentHelp(
            "Where the new root key comes from: passphrase, file:PATH or command:LINE (default: a new file).",
            valueName: "source"))
    var rootKey: RootKeyPlace?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let rotated = try await context.platform().rootKey.rotate(
            to: try RootKeyPlace.choice(rootKey, in: context), makesRecoverySheet: context.canHandOutSheet,
            askPassphrase: { [input = context.input] () throws(RootKeyError) in
                do {
                    return try input.passphrase(prompt: "New passphrase", repeated: true)
                } catch {
                    throw .cannotAsk
                }
            },
            as: context.principal)
        let rest =
            rotated.origin == "installation"
            ? "" : "; the \(rotated.origin) still names the old one: let it name the new one before the next command"
        return Report(
            Kinds.rootKey, rotated,
            summary: "the root key is rotated; keep the old one as long as keyring backups need it\(rest)"
        ).handingOut(rotated.recoverySheet, in: context)
    }
}
