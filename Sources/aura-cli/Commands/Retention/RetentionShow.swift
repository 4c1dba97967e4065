import ArgumentParser
import AuraPlatform

struct RetentionShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows how long each class of data is kept, and by which clause.")
    static let level = CommandLevel.read
    static let examples = ["aura retention show"]
    static let kinds = [Kinds.retentionSchedule.declaration]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        Report(Kinds.retentionSchedule, try await context.platform().retention.show(as: context.principal))
    }
}
