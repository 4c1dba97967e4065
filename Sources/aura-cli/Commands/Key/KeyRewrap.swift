import ArgumentParser
import AuraCore
import AuraPlatform

struct KeyRewrap: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrap",
        abstract:
            "Rotates a workspace's tenant key, or the key of a person, of its content or its index; can be run again.")
    static let level = CommandLevel.write
    static let examples = [
        "aura key rewrap --tenant acme", "aura key rewrap --all", "aura key rewrap --due",
        "aura key rewrap --tenant acme --subject visitor@acme.example", "aura key rewrap --tenant acme --content",
        "aura key rewrap --tenant acme --index",
    ]
    static let kinds = [Kinds.rewrap.declaration]

    @Flag(help: "Every workspace, one after the other.")
    var all = false

    @Option(help: ArgumentHelp("The key of this person, and seal anew what is theirs.", valueName: "person"))
    var subject: String?

    @Flag(help: "The key of the workspace's own content, and seal that anew.")
    var content = false

    @Flag(help: "The key of the workspace's search index and look-ups, and make those anew.")
    var index = false

    @Flag(help: "Every key that is due, by age or use: of workspaces, of people and content; all, or of one workspace.")
    var due = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        guard [all, subject != nil, content, index, due].count(where: { $0 }) <= 1 else {
            throw CommandError(
                .usage, "--all, --subject, --content, --index and --due exclude each other",
                hint: "leave all but one out")
        }
        let keys = try await context.platform().keys
        let progress: @Sendable (JobProgress) -> Void = { [progress = context.progress] step in
            progress.report(step.step, done: step.done, total: step.total)
        }
        if subject != nil || content {
            let done = try await keys.reseal(
                subject, of: try context.tenant(), as: context.principal, progress: progress)
            return Report(
                Kinds.rewrap, done,
                summary: "a new key is in use; \(done.rows) rows are sealed anew, the old key is destroyed in a week")
        }
        if index {
            let done = try await keys.reindex(try context.tenant(), as: context.principal, progress: progress)
            return Report(
                Kinds.rewrap, done,
                summary: "a new index key is in use, and the index made anew; the old key is destroyed in a day")
        }
        if due {
            let done = try await keys.rotateDue(
                try context.tenantIfAny(), as: context.principal, progress: progress)
            let left = done.left == 0 ? "" : "; \(done.left) need a new LLM key or another week"
            return Report(
                Kinds.rewrap, done,
                summary: "\(done.tenants) tenant keys and \(done.owners) owner keys are new\(left)")
        }
        let tenant = all ? nil : try context.tenant()
        let done = try await keys.rewrap(tenant, as: context.principal, progress: progress)
        return Report(
            Kinds.rewrap, done, summary: "\(done.tenants) tenant keys are new; \(done.keys) keys are wrapped anew")
    }
}
