import ArgumentParser

struct TenantCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Workspaces: one for each customer.",
        subcommands: [TenantCreate.self, TenantList.self, TenantShow.self, TenantClose.self])
}
