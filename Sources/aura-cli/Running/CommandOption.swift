import ArgumentParser
import AuraCore

/// One argument or flag of a command, as its declaration says it.
struct CommandOption: Hashable, Sendable {
    /// With their dashes; empty for an argument without a flag.
    let names: [String]
    /// What stands for the value in help; none for a flag.
    let valueName: String?
    let summary: String
    let isOptional: Bool
    let isRepeating: Bool
    let values: [String]

    var isPositional: Bool { names.isEmpty }

    /// Such as `-o, --output <format>`.
    var synopsis: String {
        let value = valueName.map { "<\($0)>" }
        return [names.isEmpty ? nil : names.joined(separator: ", "), value].compactMap { $0 }.joined(separator: " ")
    }

    /// The options that every command takes.
    static let global = all(of: RootCommand.self)

    /// The arguments and options of one command's own.
    static func own(of command: any ParsableCommand.Type) -> [CommandOption] {
        let shared = Set(global)
        return all(of: command).filter { !shared.contains($0) }
    }

    private static func all(of command: any ParsableCommand.Type) -> [CommandOption] {
        guard let description = try? JSONValue(parsing: Array(command._dumpHelp().utf8)) else { return [] }
        return description["command"]?["arguments"]?.array?.compactMap(CommandOption.init) ?? []
    }

    private init?(_ json: JSONValue) {
        guard json["shouldDisplay"]?.bool == true, let kind = json["kind"]?.string else { return nil }
        names = (json["names"]?.array ?? []).compactMap { name in
            name["name"]?.string.map { (name["kind"]?.string == "short" ? "-" : "--") + $0 }
        }.sorted { $0.utf8.count < $1.utf8.count }
        valueName = kind == "flag" ? nil : json["valueName"]?.string
        summary = json["abstract"]?.string ?? ""
        isOptional = json["isOptional"]?.bool ?? false
        isRepeating = json["isRepeating"]?.bool ?? false
        values = json["allValues"]?.array?.compactMap(\.string) ?? []
    }
}
