import AuraCore
import ArgumentParser
import Foundation
import Glibc
import Testing

@testable import aura_cli

/// Every leaf's conduct, whatever it does: errors, confirmation, dry runs, secrets, help (C1, C4, C7–C9, C11, C12,
/// C28–C30).
@Suite struct ConductWalk {
    private func folder() throws -> RunFolder { try PreparedFolder.shared.get().copy() }

    private func line(_ leaf: WalkLeaf) throws -> ExampleLine {
        try #require(leaf.examples.first.flatMap { ExampleLine($0) }, "\(leaf.command) has no example that can be run")
    }

    @Test(arguments: WalkLeaf.all)
    func `a wrong use is 64, with an empty standard output and one error`(leaf: WalkLeaf) throws {
        let run = try folder()
        let json = try run.run(try line(leaf), ["--no-such-flag", "-o", "json"])
        #expect(json.status == 64 && json.output.isEmpty)
        let lines = json.errorText.split(separator: "\n")
        #expect(lines.count == 1)
        let error = try JSONValue(parsing: Array((lines.first ?? "").utf8))
        #expect(try SchemaCheck(error, against: SchemaCheck.committed("Error")).problems == [])
        #expect(error["exit"]?.integer == 64)
        let field = try run.run(try line(leaf), ["--fields", "noSuchField", "-o", "json"])
        #expect(field.status == 64 && field.output.isEmpty)
    }

    @Test(arguments: WalkLeaf.all)
    func `a leaf ends without anything to read`(leaf: WalkLeaf) throws {
        for input in [ChildProcess.Input.closed, .null] {
            let result = try folder().run(try line(leaf)) { child in
                child.input = input
                child.deadlineSeconds = 20
            }
            #expect(!result.timedOut && ExitStatus(rawValue: result.status) != nil, "\(result.status)")
            if result.status == 64 { #expect(result.output.isEmpty) }
        }
    }

    @Test(arguments: WalkLeaf.all.filter { $0.level == .destructive || $0.level == .irreversible })
    func `nothing is destroyed unconfirmed`(leaf: WalkLeaf) throws {
        let run = try folder()
        let before = try StoreDigest(run.store)
        let words = unconfirmed(try line(leaf).arguments)
        var attempts = [[String](), ["--no-input"]]
        if leaf.level == .irreversible { attempts += [["--yes"], ["--yes", "--confirm", "another", "--reason", "r"]] }
        for attempt in attempts {
            let result = try run.run(ExampleLine(arguments: words), attempt)
            #expect(result.status == 64 && result.output.isEmpty, "\(attempt): \(result.status) \(result.errorText)")
            #expect(result.errorText.contains(leaf.level == .destructive ? "--yes" : "--confirm"))
            let after = try StoreDigest(run.store)
            #expect(after == before, "\(after.difference(from: before))")
        }
        guard leaf.level == .destructive else { return }
        let session = TerminalSession(
            arguments: words.map(run.real), environment: ["AURA_DATA": run.store],
            turns: [.init(afterSeeing: "[y/N]", types: "n\n")], folder: run.folder.path)
        let declined = try session.run()
        #expect(declined.status == 64 && declined.screen.contains("[y/N]"), "\(declined.screen)")
        #expect(try StoreDigest(run.store) == before)
    }

    @Test(arguments: WalkLeaf.all.filter(\.level.changes))
    func `a dry run changes nothing and predicts what the command then does`(leaf: WalkLeaf) throws {
        guard !leaf.isForTerminalsOnly else { return }
        let run = try folder()
        let before = try StoreDigest(run.store)
        let dry = try run.run(try line(leaf), ["-n", "-o", "json"])
        #expect(dry.status == 0, "\(dry.errorText)")
        let after = try StoreDigest(run.store)
        #expect(after == before, "\(after.difference(from: before))")
        // What an example writes into a file stands there.
        let file = try line(leaf).arguments.firstIndex(of: "--to").map { try line(leaf).arguments[$0 + 1] }
        let document = try JSONValue(parsing: file.flatMap { run.folder.read($0) } ?? dry.output)
        #expect(document["kind"]?.string == "DryRun")
        guard let actions = Preparation.auditedActions else { return }
        let earlier = try counts(run, actions)
        #expect(try run.run(try line(leaf), ["-q"]).status == 0)
        var changed: [String: Int] = [:]
        for (action, count) in try counts(run, actions) where count != earlier[action] ?? 0 {
            changed[action] = count - (earlier[action] ?? 0)
        }
        var predicted: [String: Int] = [:]
        for item in document["items"]?.array ?? [] {
            predicted[item["action"]?.string ?? "", default: 0] += Int(item["count"]?.integer ?? 0)
        }
        #expect(predicted == changed)
    }

    @Test(arguments: WalkLeaf.all)
    func `no flag takes a secret`(leaf: WalkLeaf) {
        for option in leaf.options where option.value != nil {
            for word in ["secret", "password", "passphrase", "token", "api-key"] {
                #expect(!option.names.contains { $0.contains(word) }, "\(option.names)")
            }
            if option.names.contains(where: { $0.hasSuffix("-key") || $0 == "--key" }) {
                #expect(Preparation.flagsThatNameKeys.contains(option.names.last ?? ""), "\(option.names)")
            }
        }
    }

    @Test(arguments: WalkLeaf.all.filter(\.readsSecret))
    func `a secret comes from a pipe, a private file or a hidden prompt, else 64`(leaf: WalkLeaf) throws {
        let words = try line(leaf).arguments
        let secret = Preparation.secret + "\n"
        func result(_ more: [String], _ input: ChildProcess.Input) throws -> Int32 {
            let run = try folder()
            try run.folder.write("private", secret, mode: 0o600)
            try run.folder.write("open", secret, mode: 0o644)
            return try run.run(ExampleLine(arguments: words, input: input), more).status
        }
        #expect(try result([], .pipe(Array(secret.utf8))) == 0)
        #expect(try result([], .file(Array(secret.utf8))) == 0)
        #expect(try result(["--key-file", "private"], .null) == 0)
        #expect(try result(["--key-file", "open"], .null) == 64)
        #expect(try result(["--key-file", "missing"], .null) == 5)
        #expect(try result([], .null) == 64)
        #expect(try result([], .closed) == 64)
        #expect(try result([], .pipe([UInt8](repeating: 0x61, count: 65_537))) == 64)
        let run = try folder()
        let session = TerminalSession(
            arguments: words.map(run.real), environment: ["AURA_DATA": run.store],
            turns: [.init(afterSeeing: "hidden", types: secret)], folder: run.folder.path)
        let asked = try session.run()
        #expect(asked.status == 0 && !asked.screen.contains(Preparation.secret), "\(asked.screen)")
        let unasked = try TerminalSession(
            arguments: words.map(run.real) + ["--no-input"], environment: ["AURA_DATA": run.store],
            folder: run.folder.path
        ).run()
        #expect(unasked.status == 64)
    }

    @Test(arguments: WalkLeaf.all.filter(\.readsSecret), [SIGINT, SIGTERM])
    func `a signal ends a command that waits for input`(leaf: WalkLeaf, signal: Int32) throws {
        let run = try folder()
        var child = ChildProcess(arguments: try line(leaf).arguments.map(run.real), folder: run.folder.path)
        child.environment = ["AURA_DATA": run.store]
        child.input = .silent
        let result = try child.run(signalling: signal)
        #expect(!result.timedOut && result.status == 128 + signal && result.output.isEmpty)
    }

    @Test(arguments: WalkLeaf.all)
    func `help begins with what the leaf does and its examples, which all parse`(leaf: WalkLeaf) throws {
        #expect(!leaf.examples.isEmpty)
        let help = try ChildProcess(arguments: leaf.words + ["-h"]).run()
        #expect(help.status == 0 && help.error.isEmpty)
        let lines = help.text.split(separator: "\n")
        #expect(lines.dropFirst().first == "Examples:" && lines.contains { $0 == "  " + leaf.examples[0] })
        for example in leaf.examples {
            let line = try #require(ExampleLine(example), "\(example)")
            #expect(Array(line.arguments.prefix(leaf.words.count)) == leaf.words, "\(example)")
            #expect(throws: Never.self, "\(example)") { try RootCommand.parseAsRoot(line.arguments) }
        }
    }

    @Test(arguments: WalkLeaf.all)
    func `a misspelt word is met with a suggestion and never run`(leaf: WalkLeaf) throws {
        let isFirstOfNoun = WalkLeaf.all.first { $0.words[0] == leaf.words[0] }?.command == leaf.command
        for place in leaf.words.indices where place > 0 || isFirstOfNoun {
            var words = leaf.words
            let word = words[place]
            words[place] = String(word.dropLast()) + "x" + String(word.suffix(1))
            let result = try ChildProcess(arguments: words).run()
            #expect(result.status == 64 && result.output.isEmpty)
            #expect(result.errorText.contains("Did you mean '\(word)'?"), "\(result.errorText)")
        }
    }

    private func counts(_ run: RunFolder, _ actions: [String]) throws -> [String: Int] {
        let lines = try run.run(ExampleLine(arguments: actions)).text.split(separator: "\n").map(String.init)
        return Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// The example without what confirms it.
    private func unconfirmed(_ words: [String]) -> [String] {
        var result: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--confirm" { rest = rest.dropFirst() } else if word != "--yes" { result.append(word) }
        }
        return result
    }
}
