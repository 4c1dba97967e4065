import ArgumentParser
import AuraPlatform

struct KeyList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists a workspace's LLM keys, newest first, revoked ones included.")
    static let level = CommandLevel.read
    static let examples = ["aura key list --tenant acme"]
    static let kinds = [Kinds.key.list]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let keys = try await context.platform().credentials.list(of: tenant, as: context.principal)
        return context.list(Kinds.key, keys.map { KeyReport(key: $0) })
    }
}
