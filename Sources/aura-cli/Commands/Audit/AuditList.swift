import ArgumentParser
import AuraCore
import AuraPlatform

struct AuditList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the audit log, oldest first; with --tenant that workspace's chain alone.")
    static let level = CommandLevel.read
    static let examples = ["aura audit list", "aura audit list --tenant acme --since 7d -o ndjson"]
    static let kinds = [Kinds.auditEvent.list]

    @Option(help: ArgumentHelp("Only since then: a day, a time, or a length such as 7d.", valueName: "when"))
    var since: Moment?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let entries = try await context.platform().audit.list(
            of: try context.tenantIfAny(), since: since?.past(from: context.now), as: context.principal)
        let lengths = Dictionary(entries.map { ($0.chain, 1) }, uniquingKeysWith: +)
        if lengths.values.contains(where: { $0 >= Limits.listRows }) {
            context.messages.warning(
                "a chain is shown up to its first \(Limits.listRows) entries here; there may be more",
                hint: "go on with --since and the time of the last one")
        }
        return Report(Kinds.auditEvent, list: entries)
    }
}
