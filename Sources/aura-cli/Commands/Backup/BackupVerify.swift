import ArgumentParser
import AuraPlatform

struct BackupVerify: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compares every byte with what was written, and verifies every sealed value, key or entry.")
    static let level = CommandLevel.read
    static let examples = ["aura backup verify prepared.data", "aura backup verify prepared.keyring --bytes-only"]
    static let kinds = [Kinds.verification.declaration]

    @Argument(help: "The backup file.", completion: .file())
    var file: String

    @Flag(help: "Compare bytes alone: where there is no installation, or not its root key.")
    var bytesOnly = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        guard !bytesOnly else {
            let found = try await BackupService.verify(file)
            return Report(
                Kinds.verification, found, summary: "the bytes of the backup \(found.copy.id) are as they were written")
        }
        let found = try await context.platform().backups.verify(file, as: context.principal)
        return Report(Kinds.verification, found, summary: "the backup \(found.copy.id) is whole")
    }
}
