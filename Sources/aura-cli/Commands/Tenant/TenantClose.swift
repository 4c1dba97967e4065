import ArgumentParser
import AuraCore
import AuraPlatform

struct TenantClose: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes a workspace: no processing from now on, erased on its day (5.2).")
    static let level = CommandLevel.destructive
    static let examples = ["aura tenant close acme --yes", "aura tenant close acme --in 7d --yes"]
    static let kinds = [Kinds.closure.declaration]

    @Argument(help: "The workspace's name.")
    var name: String

    @Option(name: .customLong("in"), help: ArgumentHelp("When it is erased; 29d at most.", valueName: "duration"))
    var delay: CalendarDuration?

    @OptionGroup var global: GlobalOptions

    var question: String { "Nobody can use this workspace any more, and it will be erased. Close it?" }

    func run(in context: CommandContext) async throws -> Report {
        .of(try await context.platform().tenants.close(name, after: delay, as: context.principal)) { closed in
            let day = closed.tenant.eraseAt.map { " and will be erased on \($0.date)" } ?? ""
            return Report(Kinds.closure, closed, summary: "tenant \(closed.tenant.name) is closed\(day)")
        }
    }
}
