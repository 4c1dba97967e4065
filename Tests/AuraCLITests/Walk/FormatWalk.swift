import AuraCore
import Foundation
import Testing

@testable import aura_cli

/// Every leaf, by its first example, in every format (C1, C2, C3, C13, C24, C33, C34, C40).
@Suite struct FormatWalk {
    private func folder() throws -> RunFolder { try PreparedFolder.shared.get().copy() }

    private func line(_ leaf: WalkLeaf) throws -> ExampleLine {
        try #require(leaf.examples.first.flatMap { ExampleLine($0) }, "\(leaf.command) has no example that can be run")
    }

    /// What each leaf needs beside its example: destruction confirmed, and a person at no terminal.
    private func expected(_ leaf: WalkLeaf) -> Int32 { leaf.isForTerminalsOnly ? 64 : 0 }

    @Test func `the program describes its leaves, and all of them`() {
        #expect(!WalkLeaf.all.isEmpty)
        #expect(WalkLeaf.all.map(\.command) == CommandTree.root.leaves.map { $0.path.joined(separator: " ") })
    }

    @Test(arguments: WalkLeaf.all)
    func `a leaf writes every format, nothing but its result, and ignores none`(leaf: WalkLeaf) throws {
        var outputs: Set<[UInt8]> = []
        for format in OutputFormat.allCases {
            let run = try folder()
            let secrets = PlantedSecrets(run)
            let result = try run.run(try line(leaf), ["-o", format.rawValue])
            #expect(!result.timedOut && result.status == expected(leaf), "\(format): \(result.errorText)")
            #expect(secrets.shown(by: result, in: run) == [])
            if result.status == 0 { try expect(result, as: format, of: leaf) } else { #expect(result.output.isEmpty) }
            outputs.insert(result.output)
        }
        if !leaf.isForTerminalsOnly { #expect(outputs.count >= 4) }
    }

    @Test(arguments: WalkLeaf.all.filter { !$0.isForTerminalsOnly })
    func `a result is the same bytes in every time zone and locale`(leaf: WalkLeaf) throws {
        let texts = try [("UTC", "C.UTF-8"), ("Asia/Kolkata", "C")].map { zone, locale in
            let run = try folder()
            let result = try run.run(try line(leaf), ["-o", "csv"], environment: ["TZ": zone, "LC_ALL": locale])
            return Masked(result.text.replacing(run.folder.path, with: "FOLDER")).text
        }
        #expect(texts[0] == texts[1])
    }

    private func expect(_ result: ChildProcess.Result, as format: OutputFormat, of leaf: WalkLeaf) throws {
        let text = try #require(String(validating: result.output, as: UTF8.self))
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        #expect(!result.output.contains(0x1B))
        switch format {
        case .table: for line in lines { #expect(fits(line, 80, leaf), "\(line)") }
        case .json: try expectDocument(text, of: leaf)
        case .ndjson: for line in lines { _ = try JSONValue(parsing: Array(line.utf8)) }
        case .csv: #expect(text.hasSuffix("\r\n"))
        case .name: for line in lines { #expect(!line.contains("\t") && !line.isEmpty) }
        }
    }

    @Test(arguments: WalkLeaf.all.filter { !$0.isForTerminalsOnly })
    func `a leaf fits a narrow terminal and is colourless where colour is not wanted`(leaf: WalkLeaf) throws {
        let run = try folder()
        let result = try TerminalSession(
            arguments: try line(leaf).arguments.map(run.real) + ["--no-input"],
            environment: ["AURA_DATA": run.store, "NO_COLOR": "1"], columns: 40, folder: run.folder.path
        ).run()
        #expect(!result.timedOut && !result.screen.unicodeScalars.contains("\u{1B}"), "\(result.screen)")
        guard result.status == 0 else { return }
        for line in result.screen.split(whereSeparator: \.isNewline) {
            #expect(fits(String(line), 40, leaf), "\(line)")
        }
    }

    @Test(arguments: WalkLeaf.all.filter { !$0.isForTerminalsOnly })
    func `a leaf says nothing on success when it is told to be quiet`(leaf: WalkLeaf) throws {
        let result = try folder().run(try line(leaf), ["-q"])
        #expect(result.status == 0 && result.output.isEmpty && result.error.isEmpty, "\(result.errorText)")
    }

    @Test(arguments: WalkLeaf.all.filter { !$0.isForTerminalsOnly })
    func `a reader that has gone is no failure`(leaf: WalkLeaf) throws {
        let result = try folder().run(try line(leaf), ["-o", "ndjson"]) { $0.output = .readerGone }
        #expect(result.status == 0 && result.error.isEmpty, "\(result.errorText)")
    }

    @Test(arguments: WalkLeaf.all.filter { !$0.isForTerminalsOnly })
    func `a result goes to a private file, whole, and never into the data folder`(leaf: WalkLeaf) throws {
        let run = try folder()
        let line = try line(leaf)
        guard !line.arguments.contains("--to"), !Preparation.leavesWithSheets.contains(leaf.command) else { return }
        let result = try run.run(line, ["-o", "json", "--to", "result.json"])
        #expect(result.status == 0, "\(result.errorText)")
        let file = try #require(run.folder.read("result.json"))
        _ = try JSONValue(parsing: file)
        let mode = try FileManager.default.attributesOfItem(atPath: run.folder.path + "/result.json")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let before = try StoreDigest(run.store)
        try? FileManager.default.createDirectory(atPath: run.store, withIntermediateDirectories: true)
        let refused = try run.run(line, ["--to", run.store + "/result.json"])
        #expect(refused.status == 64 && refused.output.isEmpty)
        #expect(try StoreDigest(run.store) == before)
    }

    private func expectDocument(_ text: String, of leaf: WalkLeaf) throws {
        let document = try JSONValue(parsing: Array(text.utf8))
        let kind = try #require(document["kind"]?.string)
        #expect(leaf.kinds.contains(kind))
        #expect(try SchemaCheck(document, against: SchemaCheck.committed(kind)).problems == [])
    }

    @Test func `a key that is shown or written somewhere is seen, in whatever form`() throws {
        let run = try folder()
        let key = try #require(run.folder.read("store/root.key"))
        let secrets = PlantedSecrets(run)
        func shown(_ text: String) -> [String] {
            let said = ChildProcess.Result(status: 0, output: Array(text.utf8), error: [], timedOut: false)
            return secrets.shown(by: said, in: run)
        }
        #expect(shown("nothing") == [])
        #expect(!shown("…" + Preparation.secret.dropFirst(5).prefix(8)).isEmpty)
        #expect(!shown(Data(Preparation.preparedSecret.utf8).base64EncodedString()).isEmpty)
        #expect(!shown(Data(key).base64EncodedString()).isEmpty)
        try run.folder.write("store/notes/log", key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        #expect(shown("nothing").contains("root key (utf-8) in store/notes/log"))
    }

    /// Text such as help, an answer or a schema has its own lines; tables never wrap.
    private func fits(_ line: String, _ width: Int, _ leaf: WalkLeaf) -> Bool {
        DisplayWidth.of(line) <= width || leaf.kinds.contains { Preparation.kindsOfText.contains($0) }
    }
}
