import AuraCore
import Synchronization

/// What a leaf works with: settings, input, messages, progress.
struct CommandContext: Sendable {
    let options: GlobalOptions
    let settings: Settings
    let environment: Environment
    let input: Input
    let messages: Messages
    let progress: Progress
    let live: LiveOutput
    let interruption: Interruption
    let dryRun = DryRun()
    let opened = OpenedPlatform()

    /// The columns of standard output.
    var width: Int { StandardStream.output.width(environment) }

    /// Who acts: the operator, under the labels given.
    var principal: Principal {
        .operator(named: options.actor ?? "operator", reason: options.reason)
    }

    /// The tenant to work in, which must be named.
    ///
    /// - Parameter bot: A bot given as `TENANT/BOT` names the tenant too.
    func tenant(of bot: BotName? = nil) throws(CommandError) -> ObjectName {
        if let named = bot?.tenant {
            if let flag = options.tenant, flag != named {
                throw CommandError(.usage, "--tenant and --bot name two tenants", hint: "leave one out")
            }
            return named
        }
        guard let tenant = try tenantIfAny() else {
            throw CommandError(
                .tenantNeeded, "a tenant must be named", hint: "--tenant NAME, or set AURA_TENANT")
        }
        return tenant
    }

    /// The tenant, or nothing for the whole installation.
    func tenantIfAny() throws(CommandError) -> ObjectName? {
        guard let name = settings.tenant?.value else { return nil }
        guard let tenant = ObjectName(name) else {
            throw CommandError(.usage, "AURA_TENANT is no tenant's name", hint: ObjectName.rule)
        }
        return tenant
    }

    /// Requires that the result goes to a file, for a document that is not for a screen.
    func requireFile() throws(CommandError) {
        guard options.to != nil else {
            throw CommandError(.usage, "the file to write is missing", hint: "--to FILE, or --to - for standard output")
        }
    }
}

/// What a dry run would have changed: actions and how often, and the plan that the command would have carried out.
final class DryRun: Sendable {
    /// Rows of one kind that a plan would take.
    struct Rows: Hashable, Sendable {
        let target: String
        let dataClass: DataClass
        let count: Int
        let clause: Clause
    }

    private struct State {
        var counts: [(action: String, count: Int)] = []
        var plan: String?
        var rows: [Rows] = []
    }

    private let state = Mutex(State())

    func predict(_ action: String, count: Int = 1) {
        state.withLock { $0.counts.append((action, count)) }
    }

    /// Says which plan would be carried out, and what would go by it.
    func show(plan: String, rows: [Rows]) {
        state.withLock { state in
            state.plan = plan
            state.rows = rows
        }
    }

    var predicted: [(action: String, count: Int)] { state.withLock { $0.counts } }
    var plan: String? { state.withLock { $0.plan } }
    var rows: [Rows] { state.withLock { $0.rows } }
}
