import ArgumentParser
import AuraPlatform

struct TenantShow: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one workspace.")
    static let level = CommandLevel.read
    static let examples = ["aura tenant show acme"]
    static let kinds = [Kinds.tenant.declaration]

    @Argument(help: "The workspace's name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        Report(Kinds.tenant, try await context.platform().tenants.show(name, as: context.principal))
    }
}
