import ArgumentParser
import AuraCore

struct HelpCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "help", abstract: "Explains a command or a topic, lists all commands, prints a JSON Schema.")
    static let level = CommandLevel.read
    static let examples = [
        "aura help exit-codes", "aura help commands -o json", "aura help schema Version", "aura help version",
        "aura help data-model -o csv",
    ]
    static let kinds = [
        Kinds.help.declaration, Kinds.command.list, Kinds.kind.list, Kinds.schema.declaration, Kinds.dataColumn.list,
    ]

    @Argument(
        help: ArgumentHelp("A command, a topic, 'commands', 'data-model', or 'schema' and a kind.", valueName: "topic"))
    var words: [String] = []

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws -> Report {
        if words.first == "schema", words.count <= 2 { return try schema(words.dropFirst().first) }
        if words == ["commands"] { return Report(Kinds.command, list: CommandTree.root.leaves) }
        if words == ["data-model"] { return Report(Kinds.dataColumn, list: DataModelColumn.all) }
        if words.count == 1, let topic = HelpTopic(rawValue: words[0]) {
            return topic.report(width: context.width)
        }
        return try page(width: context.width)
    }

    private func schema(_ name: String?) throws -> Report {
        guard let name else { return Report(Kinds.kind, list: CommandTree.kinds) }
        guard let kind = CommandTree.kinds.first(where: { $0.name == name }) else {
            throw CommandError(
                .unknownKind, "there is no kind of that name",
                hint: NearMiss.hint(for: name, among: CommandTree.kinds.map(\.name)) ?? "see aura help schema")
        }
        return Report(Kinds.schema, kind).shown(as: kind.jsonSchema.pretty)
    }

    private func page(width: Int) throws -> Report {
        var node = CommandTree.root
        for word in words {
            guard let child = node.children.first(where: { $0.name == word }) else {
                let topics =
                    node.path.isEmpty ? HelpTopic.allCases.map(\.rawValue) + ["commands", "data-model", "schema"] : []
                throw CommandError(
                    .unknownTopic, "there is no such command and no such topic",
                    hint: NearMiss.hint(for: word, among: node.children.map(\.name) + topics) ?? "see aura help")
            }
            node = child
        }
        let entries =
            node.children.isEmpty
            ? CommandOption.own(of: node.type).map { HelpTopic.Entry($0.synopsis, $0.summary) }
            : node.children.map { HelpTopic.Entry($0.name, $0.summary) }
        let result = HelpResult(
            topic: (["aura"] + node.path).joined(separator: " "), title: node.summary, entries: entries)
        return Report(Kinds.help, result).shown(as: HelpPage(node, width: width).text)
    }
}
