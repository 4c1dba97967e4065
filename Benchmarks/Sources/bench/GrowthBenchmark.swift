import AuraPlatform
import BenchmarkSupport
import Foundation

@testable import AuraPlatform
@testable import AuraStore

/// What one chat turn adds to the audit log: rows, bytes in them, and what the files grow by: `bench growth [TURNS]`.
///
/// The growth of the file that is the log's own is the difference between two compact copies of the database, one
/// with the log and one without.
enum GrowthBenchmark {
    static func run() async throws {
        let turns = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 2_000
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        _ = try await bench.add(PolicyRenderer.markdown(StandardPolicy.document), titled: "policy")
        // Everybody has come once, so that the turns that count add no visitor.
        for person in 0..<20 { try await ask(bench, person) }
        let before = try await Measure(bench)
        for turn in 0..<turns { try await ask(bench, turn % 20) }
        let after = try await Measure(bench)
        func each(_ part: KeyPath<Measure, Int>) -> String {
            rounded(Double(after[keyPath: part] - before[keyPath: part]) / Double(turns), 2)
        }
        print(
            "audit a turn: entries=\(each(\.entries)) payloads=\(each(\.payloads)) bytes in rows=\(each(\.content))"
                + " bytes of aura.db=\(each(\.log)) bytes of anchor=\(each(\.anchor)) (\(turns) turns)")
        print("a turn in all: bytes of aura.db=\(each(\.all))")
    }

    private static func ask(_ bench: TemporaryPlatform, _ person: Int) async throws {
        try await TurnBenchmark.ask("How long do you keep my chats?", by: "person-\(person)", in: bench)
    }
}

/// The log at one moment.
private struct Measure {
    let entries: Int
    let payloads: Int
    /// Bytes of all values of its rows.
    let content: Int
    /// Bytes of the file that are the log's, its indexes included.
    let log: Int
    /// Bytes of the whole file.
    let all: Int
    let anchor: Int

    init(_ bench: TemporaryPlatform) async throws {
        let store = bench.platform.context.store
        (entries, payloads, content) = try await store.database.read { connection throws(StoreError) in
            (
                try connection.count("SELECT COUNT(*) FROM auditEntry"),
                try connection.count("SELECT COUNT(*) FROM auditPayload"),
                try connection.count(
                    """
                    SELECT (SELECT SUM(LENGTH(chain) + LENGTH(entry) + LENGTH(leafHash) + LENGTH(chainHash)) FROM auditEntry)
                        + (SELECT SUM(LENGTH(chain) + LENGTH(commitment) + LENGTH(ownerKeyId) + LENGTH(sealed))
                            FROM auditPayload)
                    """)
            )
        }
        anchor = StoreFile.size(of: bench.folder + "/" + AnchorFile.name)
        let folder = bench.folder + "/copies"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try store.database.database.copy(into: folder + "/whole.db")
        all = StoreFile.size(of: folder + "/whole.db")
        let copy = try SQLiteDatabase(
            folder: folder, file: "whole.db", gate: WriteGate(path: folder + "/lock", waiting: .seconds(5)),
            isNew: false)
        for table in ["auditPayload", "auditCheckpoint", "auditEntry"] {
            _ = try copy.writeBlocking { connection throws(StoreError) in try connection.run("DELETE FROM \(table)") }
        }
        try copy.copy(into: folder + "/bare.db")
        try copy.close()
        log = all - StoreFile.size(of: folder + "/bare.db")
    }
}
