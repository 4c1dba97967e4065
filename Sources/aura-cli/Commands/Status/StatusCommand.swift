import ArgumentParser
import AuraPlatform

struct StatusCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "One screen: settings and where they come from, what is due, keys, disk.")
    static let level = CommandLevel.read
    static let examples = ["aura status", "aura status -o json"]
    static let kinds = [Kinds.status.declaration]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let status = try await context.platform().health.status(as: context.principal)
        return Report(Kinds.status, StatusReport(status: status, settings: context.settings))
    }
}
