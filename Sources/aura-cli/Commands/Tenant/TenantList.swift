import ArgumentParser
import AuraCore
import AuraPlatform

struct TenantList: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists workspaces, oldest first.")
    static let level = CommandLevel.read
    static let examples = ["aura tenant list", "aura tenant list --state closed -o name"]
    static let kinds = [Kinds.tenants.list]

    @Option(help: ArgumentHelp("Only workspaces in this state.", valueName: "state"))
    var state: Tenant.State?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        Report(Kinds.tenants, list: try await context.platform().tenants.list(state: state, as: context.principal))
    }
}
