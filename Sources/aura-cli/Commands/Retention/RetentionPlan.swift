import ArgumentParser
import AuraCore
import AuraPlatform

struct RetentionPlan: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what a purge would delete, and why; nothing is changed or stored.")
    static let level = CommandLevel.read
    static let examples = [
        "aura retention plan", "aura retention plan --tenant acme --class conversations --check",
        "aura retention plan --as-of 60d",
    ]
    static let kinds = [Kinds.purgePlan.declaration]

    @Option(help: ArgumentHelp("As of this moment or day, or a length such as 60d from now.", valueName: "when"))
    var asOf: Moment?

    @Option(name: .customLong("class"), help: ArgumentHelp("Only this class.", valueName: "class"))
    var dataClass: DataClass?

    @OptionGroup var check: CheckOption

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenantIfAny()
        let plan = try await context.platform().retention.plan(
            asOf: asOf?.future(from: context.now), tenant: tenant, dataClass: dataClass, as: context.principal)
        var report = Report(Kinds.purgePlan, plan)
        let scope = tenant.map { " --tenant \($0)" } ?? ""
        report.footer =
            dataClass == nil && !plan.isEmpty
            ? "Nothing was changed. To do exactly this:\naura retention purge --plan \(plan.id)\(scope) --yes"
            : "Nothing was changed."
        return report.pending(!plan.isEmpty, check)
    }
}
