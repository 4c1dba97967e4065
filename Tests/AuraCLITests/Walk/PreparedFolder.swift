import AuraCore
import Foundation

/// The installation that the walk runs on: made once, copied for each run.
final class PreparedFolder: Sendable {
    private let original: TemporaryFolder
    private let ids: [String: String]

    /// The one that all tests share. It fails if a command of the preparation does.
    static let shared = Result { try PreparedFolder() }

    private init() throws {
        original = try TemporaryFolder()
        try PreparedFolder.write(Preparation.files, into: original)
        for step in Preparation.steps {
            var child = ChildProcess(arguments: step.arguments, input: step.input, folder: original.path)
            child.environment = ["AURA_DATA": original.path + "/store"]
            child.deadlineSeconds = 120
            let result = try child.run()
            guard result.status == 0 else {
                throw ChildProcess.Failure(what: "\(step.arguments): \(result.status) \(result.errorText)")
            }
        }
        // As whoever verifies would copy it from a report.
        let head = (original.read("audit.jsonl") ?? []).prefix { $0 != 0x0A }
        let key = try JSONValue(parsing: Array(head))["publicKey"]?.string
        try original.write("aura.pub", (key ?? "") + "\n")
        var ids: [String: String] = [:]
        for (prefix, command) in Preparation.identifiers {
            var child = ChildProcess(arguments: command, folder: original.path)
            child.environment = ["AURA_DATA": original.path + "/store"]
            guard let first = try child.run().text.split(separator: "\n").first else {
                throw ChildProcess.Failure(what: "\(command) prints no id")
            }
            ids[prefix] = String(first)
        }
        self.ids = ids
    }

    /// A copy of the installation and of the files, for one run.
    func copy() throws -> RunFolder {
        let folder = try TemporaryFolder()
        for name in original.names {
            try FileManager.default.copyItem(atPath: original.path + "/" + name, toPath: folder.path + "/" + name)
        }
        // Space alone, which the next command takes again.
        try? FileManager.default.removeItem(atPath: folder.path + "/store/reserve")
        return RunFolder(folder: folder, ids: ids)
    }

    private static func write(_ files: [(name: String, text: String)], into folder: TemporaryFolder) throws {
        for file in files { try folder.write(file.name, file.text) }
    }
}

/// One copy of the prepared installation, in which a leaf may do what it likes.
struct RunFolder {
    let folder: TemporaryFolder
    let ids: [String: String]

    var store: String { folder.path + "/store" }

    /// Runs an example with more arguments behind it.
    func run(
        _ line: ExampleLine, _ more: [String] = [], environment: [String: String] = [:],
        configured: (inout ChildProcess) -> Void = { _ in }
    ) throws -> ChildProcess.Result {
        var child = ChildProcess(arguments: line.arguments.map(real) + more, input: line.input, folder: folder.path)
        child.environment = ["AURA_DATA": store].merging(environment) { $1 }
        configured(&child)
        return try child.run()
    }

    /// An id in an example stands for one of this installation.
    func real(_ word: String) -> String {
        guard let underscore = word.firstIndex(of: "_"), let id = ids[String(word[..<underscore])] else { return word }
        return id
    }
}
