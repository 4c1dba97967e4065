import ArgumentParser
import AuraCore
import AuraPlatform
import AuraPolicy

struct SubjectErase: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erases a person: keys destroyed first, then every row; gives a receipt (6.3).")
    static let level = CommandLevel.irreversible
    static let examples = [
        "aura subject erase visitor@acme.example --tenant acme --confirm visitor@acme.example --reason 'asked for it'",
        "aura subject erase visitor@acme.example --tenant acme -n",
    ]
    static let kinds = [Kinds.erasureReceipt.declaration, Kinds.refusal.declaration]

    @Argument(help: "An e-mail address, the workspace's own reference, or a mem_… or vis_… id.")
    var subject: String

    @Option(help: ArgumentHelp("Exactly the plan that -n showed, or exit 6.", valueName: "id"))
    var plan: PurgePlan.ID?

    @OptionGroup var global: GlobalOptions

    func nameToConfirm(in context: CommandContext) -> String { subject }

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let subjects = try await context.platform().subjects
        guard !global.isDryRun else {
            return .of(try await subjects.plan(erasing: subject, of: tenant, as: context.principal)) { preview in
                context.dryRun.show(preview)
                return Report(Kinds.dryRun, DryRunResult(command: "subject erase"))
            }
        }
        let outcome = try await subjects.erase(subject, plan: plan, of: tenant, as: context.principal)
        return .of(outcome) { receipt in
            Report(Kinds.erasureReceipt, receipt, summary: "this person is erased, verified (\(receipt.id))")
        }
    }
}
