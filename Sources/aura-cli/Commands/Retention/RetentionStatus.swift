import ArgumentParser
import AuraPlatform

struct RetentionStatus: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows what is due in each class, for how long, and the last purge.")
    static let level = CommandLevel.read
    static let examples = ["aura retention status", "aura retention status --check"]
    static let kinds = [Kinds.retentionStatus.declaration]

    @OptionGroup var check: CheckOption

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let status = try await context.platform().retention.status(
            tenant: try context.tenantIfAny(), as: context.principal)
        return Report(Kinds.retentionStatus, status).pending(status.isOverdue, check)
    }
}
