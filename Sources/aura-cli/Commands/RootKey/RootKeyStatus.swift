import ArgumentParser
import AuraPlatform

struct RootKeyStatus: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows where the root key comes from, how old it is, and when it is due.")
    static let level = CommandLevel.read
    static let examples = ["aura rootkey status", "aura rootkey status --check -o json"]
    static let kinds = [Kinds.rootKey.declaration]

    @OptionGroup var check: CheckOption

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let status = try await context.platform().rootKey.status(as: context.principal)
        return Report(Kinds.rootKey, status).pending(status.isDue || status.keysDue > 0, check)
    }
}
