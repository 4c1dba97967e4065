import ArgumentParser
import AuraPlatform

struct BackupVerify: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Reads a backup whole and compares every byte with what was written.")
    static let level = CommandLevel.read
    static let examples = ["aura backup verify prepared.data"]
    static let kinds = [Kinds.backup.declaration]

    @Argument(help: "The backup file.", completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let copy = try await BackupService.verify(file)
        return Report(Kinds.backup, copy, summary: "the backup \(copy.id) is whole")
    }
}
