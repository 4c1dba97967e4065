import AuraPlatform
import Foundation
import Testing

/// Copies, and what a restore brings back: never what was erased since (VAULT.md §5, FAULTS.md BK1–BK7).
@Suite struct BackupTests {
    @Test func `a restored copy has what was there, and erases again who was erased since`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work, says ann?", by: "ann@x.example", of: acme)
        _ = try await test.ask("How do refunds work, says bob?", by: "bob@x.example", of: acme)
        let copies = try await Copies(of: test)
        _ = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        test.platform.close()
        let report = try await copies.restore(.data)
        #expect(report.isReady && report.replay != nil)
        let restored = try await test.reopened()
        await expect(.notFound) { try await restored.subjects.find("ann@x.example", of: acme, as: test.me) }
        #expect(try await restored.subjects.find("bob@x.example", of: acme, as: test.me).people.count == 1)
        #expect(try await restored.conversations.list(of: acme, as: test.me).count == 1)
        #expect(try await restored.audit.verify(as: test.me).allSatisfy(\.holds))
        let actions = try await restored.audit.list(of: nil, as: test.me).map(\.action)
        #expect(actions.contains(.erasureReplayed) && actions.contains(.backupRestored))
        #expect(try await restored.policy.verify(as: test.me).allSatisfy { $0.state != .failed })
    }

    @Test func `revoked keys, purged rows and erased workspaces stay so after a restore`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        let secret = SecretBytes(copying: "sk-canary-restored-key-000".utf8)
        _ = try await test.platform.credentials.set(secret, vendor: .openAI, isChecked: false, for: acme, as: test.me)
        let gone = try await test.platform.tenants.create("gone", owner: "o@gone.example", as: test.me).tenant.name
        let copies = try await Copies(of: test)
        _ = try await test.platform.credentials.revoke(.openAI, of: acme, as: test.me)
        _ = try await test.platform.tenants.close(gone.rawValue, as: test.me)
        test.clock.advance(days: 40)
        _ = try await test.ask("How do refunds work?", by: "bob@x.example", of: acme)
        test.clock.advance(days: 44)
        try await purge(test)
        test.clock.advance(days: 10)
        try await purge(test)
        test.platform.close()
        #expect(try await copies.restore(.data).replay != nil)
        let restored = try await test.reopened()
        #expect(try await restored.credentials.show(.openAI, of: acme, as: test.me).credential.state == .revoked)
        #expect(try await restored.conversations.list(of: acme, as: test.me).isEmpty)
        #expect(try await restored.tenants.list(as: test.me).map(\.tenant.name) == [acme])
        #expect(try await restored.retention.plan(as: test.me).isEmpty)
    }

    @Test func `a keyring that is put back cannot bring a destroyed key back`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        let copies = try await Copies(of: test)
        _ = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        let ledger = try await test.platform.backups.create(at: copies.path + "2", parts: [.ledger], as: test.me)
        #expect(ledger.map(\.part) == [.ledger])
        test.platform.close()
        // A fresh machine: the old data and the old keys, the newest ledger.
        let fresh = Copies(path: copies.path, configuration: test.fresh(), me: test.me)
        defer { try? FileManager.default.removeItem(atPath: fresh.configuration.dataDirectory) }
        #expect(try await fresh.restore(.data).missing == "ledger")
        await #expect(throws: TestPlatform.Refused.self) { try await fresh.restore(.keyring) }
        #expect(try await fresh.restore(named: copies.path + "2").missing == "keyring")
        let report = try await fresh.restore(.keyring)
        #expect(report.isReady && report.replay != nil)
        let restored = try await Platform.open(fresh.configuration)
        await expect(.notFound) { try await restored.subjects.find("ann@x.example", of: acme, as: test.me) }
        let keys = try await restored.health.status(as: test.me)
        #expect(keys.destroyedKeys == 1)
    }

    @Test func `a copy made while everybody writes is one consistent moment`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let copies = Copies(path: test.folder + "-copy", configuration: test.fresh(), me: test.me)
        async let writing: Void = {
            for number in 0..<40 { _ = try await test.ask("Question \(number)?", of: acme) }
        }()
        var made: [BackupService.Copy] = []
        for number in 0..<4 {
            made += try await test.platform.backups.create(at: copies.path + "\(number)", as: test.me)
        }
        try await writing
        #expect(made.count == 12)
        for part in [BackupManifest.Part.data, .ledger, .keyring] {
            _ = try await copies.restore(named: copies.path + "3.\(part)")
        }
        let restored = try await Platform.open(copies.configuration)
        #expect(try await restored.audit.verify(as: test.me).allSatisfy(\.holds))
        for conversation in try await restored.conversations.list(of: acme, as: test.me) {
            let shown = try await restored.conversations.show(conversation.conversation.id, of: acme, as: test.me)
            #expect(shown.messages.count == 2 && shown.messages.allSatisfy { $0.text != nil })
        }
        for number in 0..<4 {
            for part in BackupManifest.Part.allCases {
                try? FileManager.default.removeItem(atPath: copies.path + "\(number).\(part)")
            }
        }
        try? FileManager.default.removeItem(atPath: copies.configuration.dataDirectory)
    }

    @Test func `a changed byte anywhere in a copy is found, and so is a cut or lengthened one`() async throws {
        let test = try await TestPlatform()
        let copies = try await Copies(of: test)
        for part in BackupManifest.Part.allCases {
            let path = "\(copies.path).\(part)"
            _ = try await BackupService.verify(path)
            let whole = try Data(contentsOf: URL(filePath: path))
            for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 150)) {
                var changed = whole
                changed[place] ^= 1 << UInt8(place % 8)
                try changed.write(to: URL(filePath: path))
                await expect(.integrity) { try await BackupService.verify(path) }
            }
            for other in [whole.dropLast(), whole + [0]] {
                try other.write(to: URL(filePath: path))
                await expect(.integrity) { try await BackupService.verify(path) }
            }
            try whole.write(to: URL(filePath: path))
        }
    }

    @Test func `what does not belong together is refused, and what is there stays as it is`() async throws {
        let (test, other) = (try await TestPlatform(), try await TestPlatform())
        let copies = try await Copies(of: test)
        let foreign = try await Copies(of: other)
        await expect(.storeLocked) { try await copies.restore(.data) }
        test.platform.close()
        let before = try test.bytes()
        await expect(.integrity) {
            try await Platform.restore(foreign.path + ".data", copies.configuration, as: test.me)
        }
        await expect(.notFound) { try await Platform.restore(copies.path + ".none", copies.configuration, as: test.me) }
        var wrongKey = copies.configuration
        wrongKey.rootKeyFile = other.folder + "/root.key"
        for part in [BackupManifest.Part.data, .keyring] {
            await expect(.rootKeyWrong) {
                try await Platform.restore("\(copies.path).\(part)", wrongKey, as: test.me)
            }
        }
        let newer = copies.path + ".newer"
        try String(decoding: Data(contentsOf: URL(filePath: copies.path + ".ledger")), as: UTF8.self)
            .replacing("\"v\":1}", with: "\"v\":2}").write(toFile: newer, atomically: true, encoding: .utf8)
        await expect(.integrity) { try await Platform.restore(newer, copies.configuration, as: test.me) }
        try FileManager.default.removeItem(atPath: newer)
        #expect(try test.bytes() == before)
    }

    @Test func `a copy goes neither over a file nor into the data folder`() async throws {
        let test = try await TestPlatform()
        let copies = try await Copies(of: test)
        await expect(.exists) { try await test.platform.backups.create(at: copies.path, as: test.me) }
        await expect(.invalidInput) {
            try await test.platform.backups.create(at: test.folder + "/copy", as: test.me)
        }
        await expect(.notFound) {
            try await test.platform.backups.create(at: test.folder + "-none/copy", as: test.me)
        }
        await expect(.integrity) { try await BackupService.verify(test.folder) }
        #expect(try await test.platform.backups.list(as: test.me).count == 3)
    }

    private func purge(_ test: TestPlatform) async throws {
        guard case .done = try await test.platform.retention.purge(as: test.me) else { throw TestPlatform.Refused() }
    }
}

extension TestPlatform {
    /// The bytes of the files that a restore replaces.
    fileprivate func bytes() throws -> [Data] {
        try ["aura.db", "keyring.db", "ledger.jsonl", "installation.json"].map {
            try Data(contentsOf: URL(filePath: folder + "/" + $0))
        }
    }
}
