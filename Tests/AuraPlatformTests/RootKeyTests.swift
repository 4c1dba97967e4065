import AuraPlatform
import Foundation
import Testing

/// The root key: its rotation, which may be stopped anywhere, its recovery sheet, and a command as its source.
@Suite struct RootKeyTests {
    private func opens(_ test: TestPlatform, with key: String) async throws -> Bool {
        do {
            let platform = try await test.reopened { $0.rootKeyFile = test.folder + "/" + key }
            let acme = try #require(ObjectName("acme"))
            let texts = try await RotationTests.texts(of: acme, in: platform, as: test.me)
            platform.close()
            return !texts.isEmpty
        } catch let error as PlatformError where error.code == .rootKeyWrong {
            return false
        }
    }

    private func writeKey(_ byte: UInt8, to name: String, of test: TestPlatform) throws -> SecretBytes {
        let bytes = [UInt8](repeating: byte, count: 32)
        try Data(bytes).write(to: URL(filePath: test.folder + "/" + name))
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: test.folder + "/" + name)
        return SecretBytes(copying: bytes)
    }

    @Test func `until the last step both root keys open the installation, after it the new one alone`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        let secret = try writeKey(7, to: "next.key", of: test)
        let rotation = RootRotation(test.platform, as: test.me)
        let next = try await rotation.add(secret)
        #expect(try await opens(test, with: "root.key"))
        #expect(try await opens(test, with: "next.key"))
        #expect(try await test.platform.rootKey.status(as: test.me).next == next.description)
        try await rotation.decide(next, file: "next.key")
        test.platform.close()
        // The next open, with the old key that the installation still names, finishes it.
        try await test.reopened().close()
        #expect(try await !opens(test, with: "root.key"))
        #expect(try await opens(test, with: "next.key"))
        let again = try await test.reopened()
        let status = try await again.rootKey.status(as: test.me)
        #expect(status.id == next.description && status.path == test.folder + "/next.key" && status.next == nil)
        #expect(try await again.audit.list(as: test.me).count { $0.action == .rootKeyRotated } == 1)
        #expect(try await RotationTests.texts(of: acme, in: again, as: test.me).count == 2)
    }

    @Test func `a process that cannot find the new root key goes on with what it holds, and says what is wrong else`()
        async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let bound = try await test.reopened { $0.rootKeyFile = test.folder + "/root.key" }
        let late = try await test.platform.tenants.create("late", owner: "o@x.example", as: test.me).tenant.name
        _ = try await bound.conversations.list(of: acme, as: test.me)
        _ = try await test.platform.rootKey.rotate(to: .file(path: "2.key"), as: test.me)
        #expect(try await bound.documents.search("refunds", in: nil, of: acme, as: test.me).isEmpty == false)
        await expect(.rootKeyWrong) { try await bound.members.list(of: late, as: test.me) }
        let free = try await test.reopened()
        #expect(try await free.members.list(of: late, as: test.me).count == 1)
    }

    @Test func `keys are due twelve months after they were made, and a rotation makes them young`() async throws {
        let test = try await TestPlatform(startingAt: "2024-03-01T09:00:00.000Z")
        _ = try await test.acme()
        func finding() async throws -> HealthService.Finding? {
            try await test.platform.health.diagnose(as: test.me).first { $0.check == "keyAge" }
        }
        test.clock.advance(days: 364)
        #expect(try await !test.platform.rootKey.status(as: test.me).isDue)
        #expect(try await finding()?.level == .ok)
        test.clock.advance(days: 1)
        let status = try await test.platform.rootKey.status(as: test.me)
        #expect(status.isDue && status.dueAt == Timestamp("2025-03-01T09:00:00.000Z"))
        #expect(status.keysDue == 3 && status.mostBlocks > 0, "tenant, content, owner")
        #expect(try await finding()?.hint == "aura rootkey rotate")
        _ = try await test.platform.rootKey.rotate(to: .file(path: "2.key"), as: test.me)
        #expect(try await finding()?.hint == "aura key rewrap --due; aura key rotate for an LLM key")
        _ = try await test.platform.keys.rewrap(nil, as: test.me)
        #expect(try await test.platform.rootKey.status(as: test.me).keysDue == 2)
    }

    @Test func `a rotation that was decided is finished before the next one begins`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let rotation = RootRotation(test.platform, as: test.me)
        let next = try await rotation.add(try writeKey(7, to: "7.key", of: test))
        try await rotation.decide(next, file: "7.key")
        let done = try await test.platform.rootKey.rotate(to: .file(path: "8.key"), as: test.me)
        #expect(done.path == test.folder + "/8.key" && done.next == nil)
        test.platform.close()
        let again = try await test.reopened()
        #expect(try await again.members.list(of: acme, as: test.me).count == 1)
        #expect(try await again.audit.list(as: test.me).count { $0.action == .rootKeyRotated } == 2)
    }

    @Test func `a rotation that was not decided is given up for another, and its key is never used`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        let rotation = RootRotation(test.platform, as: test.me)
        _ = try await rotation.add(try writeKey(7, to: "7.key", of: test))
        let done = try await test.platform.rootKey.rotate(to: .file(path: "8.key"), as: test.me)
        #expect(done.next == nil && done.path == test.folder + "/8.key")
        await expect(.exists) { try await test.platform.rootKey.rotate(to: .file(path: "7.key"), as: test.me) }
        await expect(.exists) { try await test.platform.rootKey.rotate(to: .file(path: "root.key"), as: test.me) }
        await expect(.invalidInput) { try await test.platform.rootKey.rotate(to: .file(path: "8.key"), as: test.me) }
        test.platform.close()
        try await test.reopened().close()
    }

    @Test func `the recovery sheet brings the root key's file back, as it was`() async throws {
        let folder = TestPlatform.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let configuration = PlatformConfiguration(dataDirectory: folder)
        let me = Principal.operator(named: "test")
        let made = try await Platform.initialise(
            configuration, rootKey: .file(path: "root.key"), makesRecoverySheet: true, as: me)
        let sheet = try #require(made.recoverySheet?.text)
        let key = try #require(FileManager.default.contents(atPath: folder + "/root.key"))
        try FileManager.default.removeItem(atPath: folder + "/root.key")
        await expect(.rootKeyMissing) { try await Platform.open(configuration) }
        func recover(_ text: String, to path: String? = nil) async throws -> Platform.RecoveryReport {
            try await Platform.recoverRootKey(
                configuration, sheet: SecretBytes(copying: text.utf8), to: path, as: me)
        }
        // As somebody types it: the four lines, in lower case, with O for 0 and without hyphens.
        let typed = sheet.split(separator: "\n").filter { $0.first?.isNumber == true }.map { line in
            String(line).lowercased().replacingOccurrences(of: "-", with: " ").replacingOccurrences(of: "0", with: "o")
        }
        #expect(try await recover(typed.joined(separator: "\r\n")).isNew)
        #expect(FileManager.default.contents(atPath: folder + "/root.key") == key)
        #expect(try await !recover(sheet).isNew)
        let platform = try await Platform.open(configuration)
        #expect(try await platform.health.diagnose(as: me).first { $0.check == "recoverySheet" }?.level == .ok)
        // A sheet is of one root key.
        _ = try await platform.rootKey.rotate(to: .file(path: "2.key"), as: me)
        #expect(try await platform.health.diagnose(as: me).first { $0.check == "recoverySheet" }?.level == .advice)
        platform.close()
        await expect(.rootKeyWrong) { try await recover(sheet) }
        await expect(.invalidInput) { try await recover("") }
        await expect(.invalidInput) { try await recover(typed.dropLast().joined(separator: "\n")) }
        for place in [0, 1, 2, 3] {
            var lines = typed
            let line = Array(lines[place])
            let letter: Character = line[5] == "7" ? "8" : "7"
            lines[place] = String(line[..<5]) + String(letter) + String(line[6...])
            await expect(.invalidInput) { try await recover(lines.joined(separator: "\n")) }
        }
    }

    @Test func `a command's output is a root key like any other, and a failing one stops the open`() async throws {
        let folder = TestPlatform.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = PlatformConfiguration(dataDirectory: folder)
        let me = Principal.operator(named: "test")
        configuration.rootKeyCommandEnvironment = ["WORD=0123456789abcdef"]
        _ = try await Platform.initialise(configuration, rootKey: .command("printf %s%s $WORD $WORD"), as: me)
        let platform = try await Platform.open(configuration)
        #expect(try await platform.rootKey.status(as: me).source == "command")
        platform.close()
        configuration.rootKeyCommandEnvironment = ["WORD=0123456789abcdeF"]
        await expect(.rootKeyWrong) { try await Platform.open(configuration) }
        configuration.rootKeyCommandEnvironment = []
        await expect(.rootKeyWrong) { try await Platform.open(configuration) }
    }
}
