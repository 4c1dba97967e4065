/// The help of the program, of a noun or of a leaf, as text; examples come first.
struct HelpPage: Sendable {
    private let node: CommandTree
    private let width: Int

    init(_ node: CommandTree, width: Int) {
        self.node = node
        self.width = width
    }

    var text: String {
        let parts = node.leaf.map(leafParts) ?? branchParts
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var call: String { (["aura"] + node.path).joined(separator: " ") }

    private func leafParts(_ leaf: any PlatformCommand.Type) -> [[String]] {
        let own = CommandOption.own(of: node.type)
        let arguments = own.filter(\.isPositional)
        let usage = ([call] + arguments.map(word) + (own.count > arguments.count ? ["[options]"] : []))
        return [
            [node.summary],
            ["Examples:"] + leaf.examples.map { "  " + $0 },
            ["Usage: " + usage.joined(separator: " ")],
            section("Arguments", arguments.map { ($0.valueName ?? "", $0.summary) }),
            section("Options", own.filter { !$0.isPositional }.map { ($0.synopsis, described($0)) }),
            [
                "Level: \(leaf.level.rawValue). Reports: \(leaf.kinds.map(\.name).joined(separator: ", ")).",
                "Every command also takes the flags of: aura help options",
            ],
        ]
    }

    private var branchParts: [[String]] {
        let isRoot = node.path.isEmpty
        let topics = HelpTopic.allCases.map(\.rawValue).joined(separator: ", ")
        return [
            [node.summary],
            ["Usage: \(call) \(isRoot ? "<noun> <verb>" : "<verb>") [options]"],
            section("Commands", node.children.map { ($0.name, $0.summary) }),
            isRoot
                ? [
                    "More: aura help <command>, aura help commands, aura help data-model, aura help schema <kind>",
                    "Topics: \(topics)",
                ]
                : ["More: \(call) <verb> -h"],
        ]
    }

    private func word(_ option: CommandOption) -> String {
        let name = (option.valueName ?? "").uppercased() + (option.isRepeating ? "…" : "")
        return option.isOptional ? "[\(name)]" : name
    }

    private func described(_ option: CommandOption) -> String {
        option.values.isEmpty ? option.summary : option.summary + " One of: " + option.values.joined(separator: ", ")
    }

    private func section(_ title: String, _ lines: [(String, String)]) -> [String] {
        lines.isEmpty ? [] : ["\(title):"] + DefinitionList.lines(lines, width: width)
    }
}
