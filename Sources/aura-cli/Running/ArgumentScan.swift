import AuraCore

/// A second look at arguments that could not be run: which command was meant, whether help was asked for, and
/// whether errors are to be JSON.
struct ArgumentScan: Sendable {
    /// The part of the command tree that was named.
    private(set) var node = CommandTree.root
    /// The first word that names nothing at its place in the tree.
    private(set) var unknownWord: String?
    private(set) var wantsHelp = false

    init(_ arguments: [String]) {
        let valued = Set(CommandOption.global.filter { $0.valueName != nil }.flatMap(\.names))
        var rest = arguments.prefix { $0 != "--" }[...]
        while let argument = rest.popFirst() {
            if argument == "-h" || argument == "--help" {
                wantsHelp = true
            } else if argument.hasPrefix("-"), argument != "-" {
                if valued.contains(argument) { rest = rest.dropFirst() }
            } else if unknownWord == nil, !node.children.isEmpty {
                if let child = node.children.first(where: { $0.name == argument }) {
                    node = child
                } else {
                    unknownWord = argument
                }
            }
        }
    }

    /// Whether `-o json` or `-o ndjson` stands anywhere, whatever else is wrong with the arguments.
    static func wantsJSON(_ arguments: [String]) -> Bool {
        value(of: ["-o", "--output"], in: arguments).flatMap(OutputFormat.init)?.isJSON ?? false
    }

    /// What `--color` says, whatever else is wrong with the arguments.
    static func color(_ arguments: [String]) -> ColorChoice {
        value(of: ["--color"], in: arguments).flatMap(ColorChoice.init) ?? .auto
    }

    private static func value(of names: [String], in arguments: [String]) -> String? {
        var rest = arguments.prefix { $0 != "--" }[...]
        while let argument = rest.popFirst() {
            if names.contains(argument) { return rest.first }
            for name in names where argument.hasPrefix(name + "=") { return String(argument.dropFirst(name.count + 1)) }
        }
        return nil
    }
}
