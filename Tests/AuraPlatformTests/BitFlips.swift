import AuraPlatform
import Foundation

/// One store whose files are damaged by a bit, and what its readers find then (FAULTS.md DK4).
struct BitFlips: Sendable {
    enum File: String, CaseIterable, Sendable {
        case database = "aura.db"
        case databaseLog = "aura.db-wal"
        case keyring = "keyring.db"
        case keyringLog = "keyring.db-wal"
        case ledger = "ledger.jsonl"
        case anchor = "anchor"
        case rootKey = "root.key"
        case installation = "installation.json"

        /// Whether every bit of the file is vouched for by a hash, a chain or a tag.
        var isCovered: Bool { self == .ledger || self == .rootKey }
    }

    /// How a damage came to light.
    enum Found: String, CaseIterable, Sendable {
        case atOpen, atRead, byDoctor
        /// Every row of both databases is as it was: the bit was in unused space, or has been written anew since.
        case unused
        /// A column that is not sealed is another, or a row is gone, and nobody noticed.
        case unseen
        /// A sealed value reads differently: must never be.
        case wrong
    }

    /// What a store says: sealed texts by their row, and all else it tells.
    struct Answer: Hashable, Sendable {
        var sealed: [String: String] = [:]
        var rest: [String: String] = [:]
    }

    let test: TestPlatform
    let truth: Answer
    private var rows: [String]

    /// - Parameter leavesLogs: Whether the newest work stands in the databases' logs; else all is in the files.
    init(leavesLogs: Bool) async throws {
        test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.platform.credentials.set(
            SecretBytes(copying: "sk-canary-of-the-bit-flips".utf8), vendor: .openAI, isChecked: false, for: acme,
            as: test.me)
        for person in ["ann", "bob", "eve", "dan", "ann", "bob", "ann"] {
            _ = try await test.ask("How do refunds work?", by: "\(person)@x.example", of: acme)
        }
        // Empties the logs; what follows stands in them.
        _ = try await test.platform.subjects.erase("eve@x.example", of: acme, as: test.me)
        for person in ["ann", "fay"] where leavesLogs {
            _ = try await test.ask("How long do I have?", by: "\(person)@x.example", of: acme)
        }
        test.platform.close()
        let platform = try await test.reopened { $0.minimumFree = .max }
        truth = try await BitFlips.answer(of: platform)
        platform.close()
        rows = []
        let copy = try copied()
        defer { try? FileManager.default.removeItem(atPath: copy) }
        rows = try BitFlips.rows(in: copy)
    }

    /// The store's files in a folder of their own; to look at one through SQLite empties its log.
    private func copied() throws -> String {
        let folder = TestPlatform.newFolder()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in try FileManager.default.contentsOfDirectory(atPath: test.folder)
        where name != "reserve" && !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(atPath: test.folder + "/" + name, toPath: folder + "/" + name)
        }
        return folder
    }

    func trial(_ file: File, _ generator: inout some RandomNumberGenerator) async throws -> (Found, String) {
        let folder = try copied()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + file.rawValue
        var bytes = try Data(contentsOf: URL(filePath: path))
        let place = Int.random(in: 0..<bytes.count * 8, using: &generator)
        bytes[place / 8] ^= 1 << UInt8(place % 8)
        // In place, so that the mode stays as it is.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try bytes.write(to: URL(filePath: path))
        if file == .rootKey {
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        }
        return (try await look(at: folder), "bit \(place)")
    }

    private func look(at folder: String) async throws -> Found {
        var configuration = PlatformConfiguration(dataDirectory: folder)
        configuration.clock = test.clock.wallClock
        configuration.minimumFree = .max
        configuration.waiting = .zero
        guard let platform = try? await Platform.open(configuration) else { return .atOpen }
        defer { platform.close() }
        guard let answer = try? await BitFlips.answer(of: platform) else { return .atRead }
        if answer.sealed.contains(where: { truth.sealed[$0.key] != $0.value }) { return .wrong }
        let findings = try? await platform.health.diagnose(as: test.me)
        guard let findings, !findings.contains(where: { $0.level == .problem }) else { return .byDoctor }
        return answer == truth && (try? BitFlips.rows(in: folder)) == rows ? .unused : .unseen
    }

    /// Every row of both databases, as text.
    private static func rows(in folder: String) throws -> [String] {
        var rows: [String] = []
        for file in ["aura.db", "keyring.db"] {
            let raw = RawStore(path: folder + "/" + file)
            for table in try raw.column("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
                let columns = try raw.column("SELECT 'quote(' || name || ')' FROM pragma_table_info('\(table)')")
                rows += try raw.column("SELECT \(columns.joined(separator: " || ")) FROM \(table)").sorted()
            }
        }
        return rows
    }

    private static func answer(of platform: Platform) async throws -> Answer {
        let me = Principal.operator(named: "test")
        var answer = Answer()
        for tenant in try await platform.tenants.list(as: me) {
            let name = tenant.tenant.name
            answer.rest["tenant \(name)"] = "\(tenant)"
            for member in try await platform.members.list(of: name, as: me) {
                answer.sealed["member \(member.member.id)"] = member.email
                answer.rest["member \(member.member.id)"] = "\(member.member.role) \(member.member.createdAt)"
            }
            for key in try await platform.credentials.list(of: name, as: me) {
                answer.sealed["key \(key.credential.id)"] = key.lastFour
                answer.rest["key \(key.credential.id)"] = "\(key.credential)"
            }
            for document in try await platform.documents.list(of: name, as: me) {
                answer.sealed["document \(document.document.id)"] = document.title
                answer.rest["document \(document.document.id)"] = "\(document.document)"
            }
            for passage in try await platform.documents.search("refunds money", in: nil, of: name, as: me) {
                answer.sealed["passage \(passage.passage)"] = passage.text
            }
            for conversation in try await platform.conversations.list(of: name, as: me) {
                let id = conversation.conversation.id
                answer.rest["conversation \(id)"] = "\(conversation)"
                for message in try await platform.conversations.show(id, of: name, as: me).messages {
                    answer.sealed["message \(message.id)"] = message.text ?? "-"
                    answer.rest["message \(message.id)"] = "\(message.author) \(message.createdAt)"
                }
            }
            answer.rest["usage \(name)"] = "\(try await platform.usage.show(of: name, as: me))"
        }
        return answer
    }
}
