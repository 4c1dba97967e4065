import ArgumentParser
import AuraPlatform

struct BackupList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The copies that were made, and when each is to be thrown away.")
    static let level = CommandLevel.read
    static let examples = ["aura backup list"]
    static let kinds = [Kinds.backup.list]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        context.list(Kinds.backup, try await context.platform().backups.list(as: context.principal))
    }
}
