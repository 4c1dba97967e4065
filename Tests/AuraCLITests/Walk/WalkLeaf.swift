import AuraCore
import Foundation
import Testing

@testable import aura_cli

/// One leaf of the command tree, as the built program itself describes it.
struct WalkLeaf: Sendable, CustomTestStringConvertible {
    let command: String
    let level: CommandLevel
    let isForTerminalsOnly: Bool
    let examples: [String]
    let kinds: [String]
    /// Flags and arguments of its own: their names (none for an argument) and whether they take a value.
    let options: [(names: [String], value: String?)]

    var testDescription: String { command }
    var words: [String] { command.split(separator: " ").map(String.init) }
    var readsSecret: Bool { options.contains { $0.names.contains("--key-file") } }

    /// Every leaf that `aura help commands` names.
    static let all: [WalkLeaf] = {
        guard let result = try? ChildProcess(arguments: ["help", "commands", "-o", "json"]).run(),
            let items = try? JSONValue(parsing: result.output)["items"]?.array
        else { return [] }
        return items.compactMap(WalkLeaf.init)
    }()

    private init?(_ json: JSONValue) {
        guard let command = json["command"]?.string, let level = json["level"]?.string.flatMap(CommandLevel.init)
        else { return nil }
        self.command = command
        self.level = level
        isForTerminalsOnly = json["isForTerminalsOnly"]?.bool ?? false
        examples = json["examples"]?.array?.compactMap(\.string) ?? []
        kinds = json["kinds"]?.array?.compactMap(\.string) ?? []
        options = (json["options"]?.array ?? []).map { option in
            (option["names"]?.array?.compactMap(\.string) ?? [], option["value"]?.string)
        }
    }
}

/// One command line of an example: its words, and what comes from standard input.
struct ExampleLine {
    let arguments: [String]
    var input = ChildProcess.Input.null

    init(arguments: [String], input: ChildProcess.Input = .null) {
        self.arguments = arguments
        self.input = input
    }

    /// Reads an example as a shell would: quotes, one pipe, one redirected file.
    init?(_ example: String) {
        var words = ExampleLine.words(example)
        if let pipe = words.lastIndex(of: "|") {
            words = Array(words[(pipe + 1)...])
            input = .pipe(Array((Preparation.secret + "\n").utf8))
        }
        if let redirection = words.firstIndex(of: "<"), redirection + 1 < words.count {
            words.removeSubrange(redirection...redirection + 1)
            input = .file(Array((Preparation.secret + "\n").utf8))
        }
        guard words.first == "aura" else { return nil }
        arguments = Array(words.dropFirst())
    }

    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for letter in text {
            switch (letter, quote) {
            case (let letter, let open?) where letter == open: quote = nil
            case ("'", nil), ("\"", nil):
                quote = letter
                word = word ?? ""
            case (" ", nil):
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(letter)
            }
        }
        if let done = word { words.append(done) }
        return words
    }
}
