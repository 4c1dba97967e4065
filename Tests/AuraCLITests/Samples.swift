import ArgumentParser
import AuraCore

@testable import aura_cli

/// A kind that has a field of every type, for tests of the renderer.
struct Sample: Sendable {
    enum State: String, CaseIterable, Sendable { case open, closed }
    struct Part: Sendable {
        let id: String
        let note: String
    }

    var name = "acme"
    var text = "plain"
    var state = State.open
    var count = -5
    var size = 8_493_466
    var isNew = true
    var createdAt = Timestamp(milliseconds: 1_795_510_800_123)
    var closedAt: Timestamp?
    var keep = CalendarDuration(days: 90)
    var day = CivilDate(daysSinceEpoch: 20_781)
    var owner: Part? = Part(id: "mem_1", note: "=SUM(A1)")
    var parts = [Part(id: "a", note: "one"), Part(id: "b", note: "two")]
    var tags = ["x", "y"]

    private static let part: [Field<Part>] = [.identifier("id") { $0.id }, .text("note") { $0.note }]

    static let kind = Kind<Sample>(
        "Sample", identifier: "name", columns: ["name", "text", "state", "count", "createdAt"],
        fields: [
            .identifier("name") { $0.name },
            .text("text") { $0.text },
            .choice("state") { $0.state },
            .integer("count") { $0.count },
            .size("size") { $0.size },
            .flag("isNew") { $0.isNew },
            .time("createdAt") { $0.createdAt },
            .time("closedAt") { $0.closedAt },
            .duration("keep") { $0.keep },
            .date("day") { $0.day },
            .object("owner", part) { $0.owner },
            .list("parts", part) { $0.parts },
            .texts("tags") { $0.tags },
        ])
}

/// Commands of every level that do nothing, for tests of the rule of confirmation.
struct DestructiveSample: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Removes a sample.")
    static let level = CommandLevel.destructive
    static let examples = ["aura sample remove acme --yes"]
    static let kinds = [Sample.kind.declaration]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) -> Report { Report(Sample.kind, Sample()) }
}

struct IrreversibleSample: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "erase", abstract: "Erases a sample.")
    static let level = CommandLevel.irreversible
    static let examples = ["aura sample erase acme --confirm acme --reason test"]
    static let kinds = [Sample.kind.declaration]

    @Argument var name: String
    @OptionGroup var global: GlobalOptions

    func nameToConfirm(in context: CommandContext) -> String { name }

    func run(in context: CommandContext) -> Report { Report(Sample.kind, Sample()) }
}

extension CommandContext {
    /// A context in which nobody can be asked and nothing is written.
    init(_ options: GlobalOptions, environment: Environment = Environment([:])) throws {
        let interruption = Interruption()
        self.init(
            options: options,
            settings: try Settings(
                data: options.data, tenant: options.tenant, environment: environment, home: "/people/x"),
            environment: environment, input: Input(environment: environment, mayAsk: false, interruption: interruption),
            messages: Messages(isJSON: false, isQuiet: true, isVerbose: false, style: .plain) { _ in },
            progress: Progress(.none, isTerminal: false, width: 80) { _ in }, live: LiveOutput(format: nil),
            interruption: interruption)
    }
}
