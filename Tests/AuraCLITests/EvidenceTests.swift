import CSQLite
import Foundation
import Testing

@testable import aura_cli

/// What was changed is named, ends with 13, and stays as it is: the log, its checkpoints, receipts; with no data
/// folder where none is needed.
@Suite struct EvidenceTests {
    private func folder() throws -> RunFolder { try PreparedFolder.shared.get().copy() }

    /// The chain of the tenant `demo` is the longer one that a purge's operator does not write.
    private static let demo = "(SELECT tenantId FROM tenant WHERE name = 'demo')"

    @Test(arguments: [
        ("UPDATE auditEntry SET entry = REPLACE(entry, 'seq\":3', 'seq\":4') WHERE sequence = 3", "(entry 3)"),
        (
            """
            UPDATE auditEntry SET sequence = -1 WHERE sequence = 5;
            UPDATE auditEntry SET sequence = 5 WHERE sequence = 6;
            UPDATE auditEntry SET sequence = 6 WHERE sequence = -1
            """, "(entry 5)"
        ),
        ("DELETE FROM auditEntry WHERE sequence = (SELECT MAX(size) - 1 FROM auditCheckpoint)", "missing at the end"),
    ])
    func `a changed chain is 13, in every command that signs or hands out`(change: String, said: String) throws {
        let run = try folder()
        try execute(change.replacing("WHERE sequence", with: "WHERE chain = \(Self.demo) AND sequence"), in: run)
        if change.hasPrefix("DELETE") { try setAnchorBack(in: run) }
        let before = try StoreDigest(run.store)
        let result = try run.shell("aura audit verify -o json")
        #expect(result.status == 13 && result.output.contains("\"holds\": false") && result.error.contains(said))
        for command in [
            "audit verify --tenant demo", "audit export --to x.jsonl", "audit checkpoint --to x.jsonl",
            "audit show 0 --tenant demo --proof", "policy verify --check", "doctor",
        ] {
            #expect(try run.shell("aura \(command)").status == 13, "\(command)")
        }
        #expect(run.folder.read("x.jsonl") == nil)
        let after = try StoreDigest(run.store)
        #expect(after == before, "\(after.difference(from: before))")
    }

    @Test(arguments: [
        ("aura audit verify --file audit.jsonl --public-key aura.pub", 0),
        ("aura audit verify --file audit.jsonl --checkpoint older.jsonl", 0),
        ("aura audit verify --checkpoint newer.jsonl --from older.jsonl --public-key aura.pub", 0),
        ("aura audit verify --checkpoint older.jsonl --from newer.jsonl --public-key aura.pub", 13),
        ("aura audit verify --proof proof.json --public-key aura.pub", 0),
        ("aura retention receipt verify --file receipt.json --public-key aura.pub", 0),
        ("head -n -1 audit.jsonl > cut; aura audit verify --file cut --public-key aura.pub", 13),
        ("head -c -9 audit.jsonl > cut; aura audit verify --file cut --public-key aura.pub", 13),
        ("tr a b < audit.jsonl > new; aura audit verify --file new --public-key aura.pub", 64),
        ("sed '$s/seq/sec/' audit.jsonl > new; aura audit verify --file new --public-key aura.pub", 13),
        ("tr 0-4 5-9 < aura.pub > key; aura audit verify --file audit.jsonl --public-key key", 13),
        ("tr 0-4 5-9 < aura.pub > key; aura audit verify --proof proof.json --public-key key", 13),
        ("tr 0-4 5-9 < aura.pub > key; aura retention receipt verify --file receipt.json --public-key key", 13),
        ("sed 's/gdpr/ccpa/' receipt.json > r; aura retention receipt verify --file r --public-key aura.pub", 13),
        ("head -c 99 receipt.json > r; aura retention receipt verify --file r --public-key aura.pub", 13),
        ("echo > key; aura audit verify --file audit.jsonl --public-key key", 64),
        ("aura audit verify --file audit.jsonl", 64), ("aura audit verify --proof proof.json", 64),
        ("aura audit verify --public-key aura.pub", 64), ("aura audit verify --from older.jsonl", 64),
        ("aura retention receipt verify --file receipt.json", 64),
        ("aura audit verify --file none --public-key aura.pub", 5),
    ])
    func `evidence is verified without any data folder`(line: String, status: Int32) throws {
        let run = try folder()
        try FileManager.default.removeItem(atPath: run.store)
        let result = try run.shell(line)
        #expect(result.status == status, "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: run.store))
    }

    @Test func `a checkpoint from outside shows a cut that nothing inside shows`() throws {
        let run = try folder()
        #expect(try run.shell("aura audit verify --checkpoint newer.jsonl").status == 0)
        try execute("DELETE FROM auditCheckpoint; DELETE FROM auditEntry WHERE sequence > 30", in: run)
        let noticed = try run.shell("aura audit verify")
        #expect(noticed.status == 13 && noticed.error.contains("commits were lost"))
        try setAnchorBack(in: run)
        #expect(try run.shell("aura audit verify").status == 0)
        let result = try run.shell("aura audit verify --checkpoint newer.jsonl")
        #expect(result.status == 13 && result.error.contains("missing at the end"))
        let other = try run.shell(
            "aura init other --demo -q; aura audit verify --data other --checkpoint newer.jsonl")
        #expect(other.status == 13 && other.error.contains("another installation"))
    }

    @Test func `a receipt that was changed in the store is 13`() throws {
        let run = try folder()
        try execute("UPDATE receipt SET body = REPLACE(body, 'gdpr', 'ccpa')", in: run)
        let before = try StoreDigest(run.store)
        for command in ["retention receipt verify", "retention receipt verify rcp_0"] {
            let result = try run.shell("aura \(run.real(command.replacing("rcp_0", with: run.real("rcp_0"))))")
            #expect(result.status == 13 && result.error.contains("not what this key has signed"))
        }
        #expect(try StoreDigest(run.store) == before)
    }

    /// Whoever can change the database can change the file beside it that notes how far it has come.
    private func setAnchorBack(in run: RunFolder) throws {
        _ = try run.shell("aura doctor --accept-loss --confirm \(run.real("ins_0")) --reason test")
    }

    private func execute(_ sql: String, in run: RunFolder) throws {
        var database: OpaquePointer?
        guard sqlite3_open(run.store + "/aura.db", &database) == SQLITE_OK else {
            throw ChildProcess.Failure(what: "cannot open the database")
        }
        defer { sqlite3_close(database) }
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK, sqlite3_total_changes(database) > 0 else {
            throw ChildProcess.Failure(what: "nothing was changed")
        }
    }
}
