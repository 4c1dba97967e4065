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
        let arguments = Array(arguments.prefix { $0 != "--" })
        for (place, argument) in arguments.enumerated() {
            var value: String?
            if argument == "-o" || argument == "--output" {
                value = place + 1 < arguments.count ? arguments[place + 1] : nil
            } else if let prefix = ["--output=", "-o="].first(where: argument.hasPrefix) {
                value = String(argument.dropFirst(prefix.count))
            }
            if let value, OutputFormat(rawValue: value)?.isJSON == true { return true }
        }
        return false
    }
}
