import AuraPlatform
import Foundation
import Testing

/// Damaged, exchanged and missing files: a named error, and nothing changed.
@Suite struct DamageTests {
    @Test func `a folder that is not there, or not ours, is no store`() async throws {
        let folder = TestPlatform.newFolder()
        await expect(.noStore) { try await Platform.open(PlatformConfiguration(dataDirectory: folder)) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("hello".utf8).write(to: URL(filePath: folder + "/notes.txt"))
        await expect(.noStore) { try await Platform.open(PlatformConfiguration(dataDirectory: folder)) }
        await expect(.exists) {
            try await Platform.initialise(
                PlatformConfiguration(dataDirectory: folder), rootKey: .file(path: "root.key"),
                as: .operator())
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["notes.txt"])
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func `a wrong, short or readable root key stops the start`() async throws {
        let test = try await TestPlatform()
        let key = test.folder + "/other.key"
        func write(_ count: Int, mode: Int) throws {
            try? FileManager.default.removeItem(atPath: key)
            try Data(repeating: 7, count: count).write(to: URL(filePath: key))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
        }
        for (count, mode) in [(32, 0o400), (31, 0o400), (33, 0o400), (32, 0o444), (32, 0o600)] {
            try write(count, mode: mode)
            await expect(.rootKeyWrong) { try await test.reopened { $0.rootKeyFile = key } }
        }
        await expect(.rootKeyMissing) { try await test.reopened { $0.rootKeyFile = key + ".absent" } }
    }

    @Test(arguments: ["aura.db", "keyring.db", "ledger.jsonl"])
    func `a missing or truncated file is named`(file: String) async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        test.platform.close()
        let path = test.folder + "/" + file
        let bytes = try #require(FileManager.default.contents(atPath: path))
        try FileManager.default.removeItem(atPath: path)
        try? FileManager.default.removeItem(atPath: path + "-wal")
        await expect(.integrity) { try await test.reopened() }
        guard file != "ledger.jsonl" else { return }
        for count in [0, 50, bytes.count / 2] {
            try bytes.prefix(count).write(to: URL(filePath: path))
            await expect(.integrity) {
                let platform = try await test.reopened()
                _ = try await platform.audit.verify(as: test.me)
                _ = try await platform.members.list(of: #require(ObjectName("acme")), as: test.me)
            }
        }
    }

    @Test(arguments: ["aura.db", "keyring.db"])
    func `a file of another installation is named`(file: String) async throws {
        let (test, other) = (try await TestPlatform(), try await TestPlatform())
        test.platform.close()
        other.platform.close()
        try test.replace(file, from: other)
        await expect(.integrity) { try await test.reopened() }
    }

    @Test func `a keyring older than the database is refused`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        test.platform.close()
        let old = try await test.copy("keyring.db")
        let again = try await test.reopened()
        var question = ChatService.Question("How do refunds work?")
        question.person = "ann@x.example"
        _ = try await again.chat.send(question, to: nil, of: acme, as: test.me)
        again.close()
        try test.put(old, as: "keyring.db")
        await expect(.integrity) { try await test.reopened() }
    }

    @Test func `one flipped bit in the ledger is found when the store opens`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        test.platform.close()
        let path = test.folder + "/ledger.jsonl"
        var bytes = try #require(FileManager.default.contents(atPath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: path))
        await expect(.integrity) { try await test.reopened() }
    }
}

extension TestPlatform {
    /// A file's bytes with its log moved into it.
    func copy(_ file: String) async throws -> Data {
        try #require(FileManager.default.contents(atPath: folder + "/" + file))
    }

    func put(_ bytes: Data, as file: String) throws {
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder + "/" + file + suffix) }
        try bytes.write(to: URL(filePath: folder + "/" + file))
    }

    func replace(_ file: String, from other: TestPlatform) throws {
        for suffix in ["", "-wal", "-shm"] {
            let path = folder + "/" + file + suffix
            try? FileManager.default.removeItem(atPath: path)
            let source = other.folder + "/" + file + suffix
            guard FileManager.default.fileExists(atPath: source) else { continue }
            try FileManager.default.copyItem(atPath: source, toPath: path)
        }
    }
}
