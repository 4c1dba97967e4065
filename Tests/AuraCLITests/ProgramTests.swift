import AuraCore
import Foundation
import Glibc
import Testing

@testable import aura_cli

/// The built program as a whole.
@Suite struct ProgramTests {
    private func aura(_ arguments: String...) throws -> ChildProcess.Result {
        try ChildProcess(arguments: arguments).run()
    }

    @Test(arguments: [
        ["--output", "json", "version"], ["version", "--output=json"], ["-o", "json", "version"],
        ["--tenant", "version", "version", "-o", "json"],
    ])
    func `global flags stand before or after the command`(arguments: [String]) throws {
        let result = try ChildProcess(arguments: arguments).run()
        #expect(result.status == 0)
        #expect(try JSONValue(parsing: result.output)["kind"]?.string == "Version")
    }

    @Test(arguments: [
        (["vesion"], "Did you mean 'version'?"), (["help", "exit-code"], "Did you mean 'exit-codes'?"),
        (["help", "schema", "Versoin"], "Did you mean 'Version'?"), (["version", "--outptu", "json"], "'--output'"),
        (["version", "--fields", "versio"], "Did you mean 'version'?"), (["-o", "json"], "help"),
        (["version", "-o", "jsno"], "'json'"),
    ])
    func `a near miss is named and never run`(arguments: [String], hint: String) throws {
        let result = try ChildProcess(arguments: arguments).run()
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errorText.contains(hint), "\(result.errorText)")
    }

    @Test(arguments: [["-o", "json"], ["--output", "json"], ["--output=json"], ["-o", "ndjson"]])
    func `a parser's own error is one JSON line if JSON is wanted, wherever the flag stands`(flag: [String]) throws {
        for arguments in [flag + ["version", "--nonsense"], ["version", "--nonsense"] + flag, ["nonsense"] + flag] {
            let result = try ChildProcess(arguments: arguments).run()
            #expect(result.status == 64 && result.output.isEmpty)
            let error = try JSONValue(parsing: Array(result.error.dropLast()))
            #expect(error["kind"]?.string == "Error" && error["exit"]?.integer == 64)
        }
    }

    @Test func `without JSON an error is a sentence and a hint`() throws {
        let result = try aura("version", "--nonsense")
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errorText == "error: Unknown option '--nonsense'\nhint: see aura version -h\n")
    }

    @Test func `help on a command is the same both ways`() throws {
        #expect(try aura("help", "version").text == aura("version", "-h").text)
        #expect(try aura("help").text == aura("-h").text)
    }

    @Test func `an argument too many is not repeated`() throws {
        let result = try aura("version", "sk-12345678", "-o", "json")
        #expect(result.status == 64 && !result.errorText.contains("sk-12345678"))
    }

    @Test func `the program alone explains itself`() throws {
        let result = try aura()
        #expect(result.status == 0 && result.text.contains("Commands:"))
        #expect(try aura("--version").text == Version.number + "\n")
    }

    @Test func `what follows two dashes is no flag, and one dash is a value`() throws {
        #expect(try aura("help", "--", "-q").errorText.contains("no such topic"))
        let result = try aura("version", "--to", "-", "-o", "name")
        #expect(result.text == Version.number + "\n")
    }

    @Test func `the parser's description of the program has the same leaves`() throws {
        let dump = try JSONValue(parsing: try aura("--experimental-dump-help").output)
        func leaves(_ command: JSONValue, _ path: [String]) -> [String] {
            let children = (command["subcommands"]?.array ?? []).filter { $0["superCommands"] != nil }
            if children.isEmpty { return [path.joined(separator: " ")] }
            return children.flatMap { leaves($0, path + [$0["commandName"]?.string ?? ""]) }
        }
        let root = try #require(dump["command"])
        // The parser adds a help command of its own, which AURA's takes the place of.
        #expect(Set(leaves(root, [])) == Set(WalkLeaf.all.map(\.command)))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `a completion script is the parser's own`(shell: String) throws {
        let result = try aura("--generate-completion-script", shell)
        #expect(result.status == 0 && result.text.contains("aura") && result.error.isEmpty)
    }

    @Test func `a misspelt variable is warned of once, and not when quiet`() throws {
        var child = ChildProcess(arguments: ["version", "-o", "name"], environment: ["AURA_TENNANT": "x"])
        #expect(try child.run().errorText.contains("Did you mean 'AURA_TENANT'?"))
        child.arguments = ["version", "-o", "json"]
        let json = try child.run()
        #expect(try JSONValue(parsing: Array(json.error.dropLast()))["level"]?.string == "warning")
        child.arguments = ["version", "-q"]
        #expect(try child.run().error.isEmpty)
    }

    @Test func `the exit codes that help prints are the closed list`() throws {
        let result = try aura("help", "exit-codes", "-o", "name")
        #expect(result.text == ExitStatus.allCases.map { "\($0.rawValue)\n" }.joined())
    }

    @Test(arguments: HelpTopic.allCases)
    func `every topic has a page`(topic: HelpTopic) throws {
        let result = try aura("help", topic.rawValue)
        #expect(result.status == 0 && result.text.split(separator: "\n").count > 2, "\(topic.rawValue)")
    }

    @Test func `a result that cannot be written is 74`() throws {
        let closed = try ChildProcess(arguments: ["version"], output: .closed).run()
        #expect(closed.status == 74)
        #expect(try aura("version", "--to", "/proc/aura").status != 0)
    }

    @Test func `a file that is none is never replaced`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
        for place in ["fifo", ".", "", "missing/file"] {
            let result = try ChildProcess(arguments: ["version", "--to", place], folder: folder.path).run()
            #expect(result.status == 64 && result.output.isEmpty, "\(place)")
        }
        #expect(folder.names == ["fifo"])
        try folder.write("old", "old")
        #expect(
            try ChildProcess(arguments: ["version", "--fields", "x", "--to", "old"], folder: folder.path).run().status
                == 64)
        #expect(folder.read("old") == Array("old".utf8))
        #expect(folder.names == ["fifo", "old"])
    }

    @Test func `a table on a terminal is coloured, and is as wide as the terminal`() throws {
        let wide = try TerminalSession(arguments: ["help", "commands"], columns: 60).run()
        #expect(wide.status == 0 && wide.screen.contains("\u{1B}[1m"))
        for line in wide.screen.split(whereSeparator: \.isNewline) {
            let text = line.replacingOccurrences(of: "\u{1B}[1m", with: "").replacingOccurrences(
                of: "\u{1B}[0m", with: "")
            #expect(DisplayWidth.of(text) <= 60)
        }
    }

    @Test(
        arguments: [
            (["--color", "never"], [:]), ([], ["NO_COLOR": "1"]), ([], ["TERM": "dumb"]),
        ] as [([String], [String: String])])
    func `no escape reaches a terminal that wants none`(arguments: [String], variables: [String: String]) throws {
        for words in [["help", "commands"], ["version", "--nonsense"]] {
            let session = try TerminalSession(arguments: words + arguments, environment: variables, columns: 40).run()
            #expect(!session.timedOut && !session.screen.unicodeScalars.contains("\u{1B}"), "\(session.screen)")
        }
    }

    @Test func `random arguments end with a listed exit code`() throws {
        var words = [
            "version", "help", "-o", "json", "csv", "--", "-", "-h", "--fields", "", "=", "--to", "-n", "\u{1B}", "é",
        ]
        words += ["--output=", "-oq", "--no-header", "--wait", "1d", "x/y", "--tenant", "a", "schema", "commands"]
        var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let folder = try TemporaryFolder()
        for _ in 0..<60 {
            let arguments = (0..<next(6)).map { _ in words[next(words.count)] }
            let result = try ChildProcess(arguments: arguments, folder: folder.path).run()
            #expect(!result.timedOut && ExitStatus(rawValue: result.status) != nil, "\(arguments): \(result.status)")
            if result.status == 64 { #expect(result.output.isEmpty, "\(arguments)") }
        }
    }
}
