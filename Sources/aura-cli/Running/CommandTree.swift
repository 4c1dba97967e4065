import ArgumentParser

/// The tree of nouns and verbs, read from the declared commands.
struct CommandTree: Sendable {
    let name: String
    /// The words after `aura`.
    let path: [String]
    let type: any ParsableCommand.Type
    let children: [CommandTree]

    private init(_ type: any ParsableCommand.Type, above: [String]?) {
        let name = type.configuration.commandName ?? String(describing: type)
        let path = above.map { $0 + [name] } ?? []
        self.name = name
        self.path = path
        self.type = type
        children = type.configuration.subcommands.map { CommandTree($0, above: path) }
    }

    static let root = CommandTree(RootCommand.self, above: nil)

    var summary: String { type.configuration.abstract }

    /// The leaf's own declaration, if this is a leaf.
    var leaf: (any PlatformCommand.Type)? { type as? any PlatformCommand.Type }

    /// Every leaf below, in the order of the tree.
    var leaves: [CommandTree] { children.isEmpty ? [self] : children.flatMap(\.leaves) }

    /// The words that call this command, such as `tenant list`.
    static func words(of command: some PlatformCommand) -> String {
        let kind: any PlatformCommand.Type = Swift.type(of: command)
        return root.leaves.first { $0.type == kind }?.path.joined(separator: " ") ?? ""
    }

    /// Every kind that a command can give, each once, by name.
    static var kinds: [KindDeclaration] {
        let shared = [
            Kinds.dryRun.declaration, Kinds.refusal.declaration, Kinds.error.declaration, Kinds.message.declaration,
            Kinds.progress.declaration,
            Kinds.delta.declaration,
        ]
        let kinds = shared + root.leaves.flatMap { $0.leaf?.kinds ?? [] }
        return Dictionary(kinds.map { ($0.name, $0) }) { first, _ in first }.values.sorted { $0.name < $1.name }
    }
}
