import ArgumentParser
import AuraCore
import AuraPlatform
import AuraPolicy

struct RetentionPurge: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Deletes what is due, verifies it and gives a receipt; can be run again.")
    static let level = CommandLevel.destructive
    static let examples = [
        "aura retention purge --yes", "aura retention purge -n",
        "aura retention purge --plan pl_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --yes --reason 'nightly schedule'",
    ]
    static let kinds = [Kinds.purgeReceipt.declaration, Kinds.refusal.declaration]

    @Option(help: ArgumentHelp("Exactly this plan, or exit 6.", valueName: "id"))
    var plan: PurgePlan.ID?

    @Option(help: ArgumentHelp("Stop after so many rows; the next run does the rest.", valueName: "number"))
    var maxRows: Count?

    @Option(help: ArgumentHelp("The planned count, repeated, where unusually much would go.", valueName: "number"))
    var confirmLarge: Count?

    @Flag(help: "Believe a clock that is far ahead of the last run.")
    var acceptClockJump = false

    @OptionGroup var global: GlobalOptions

    var question: String { "What is due will be gone, here and in every copy. Purge it?" }

    func run(in context: CommandContext) async throws -> Report {
        var options = RetentionService.PurgeOptions()
        options.plan = plan
        options.tenant = try context.tenantIfAny()
        options.maximumRows = maxRows?.value
        options.confirmedRows = confirmLarge?.value
        options.acceptsClockJump = acceptClockJump
        let outcome = try await context.platform().retention.purge(options, as: context.principal) { progress in
            context.progress.report(progress.step, done: progress.done, total: progress.total)
        }
        return .of(outcome) { done in
            context.dryRun.show(done.plan)
            let rest = done.remaining > 0 ? "; \(done.remaining) rows are left for the next run" : ""
            let what =
                done.plan.isEmpty
                ? "nothing is due"
                : "\(done.deleted) rows and \(done.keysDestroyed) keys are destroyed, verified\(rest)"
            return Report(Kinds.purgeReceipt, done, summary: what)
        }
    }
}
