import ArgumentParser
import AuraPlatform

struct MemberList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the members of a workspace, oldest first.")
    static let level = CommandLevel.read
    static let examples = ["aura member list --tenant acme"]
    static let kinds = [Kinds.member.list]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        return context.list(
            Kinds.member, try await context.platform().members.list(of: tenant, as: context.principal))
    }
}
