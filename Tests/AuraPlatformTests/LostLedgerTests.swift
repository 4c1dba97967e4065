import AuraPlatform
import Foundation
import Testing

/// A ledger that is lost: nothing goes on without a person's word, and then what the keyring knows is forgotten again
/// (FAULTS.md BK5).
@Suite struct LostLedgerTests {
    /// Ann was erased, the LLM key revoked and a workspace closed after the copies; bob stayed.
    private func prepared() async throws -> (test: TestPlatform, acme: ObjectName, copies: Copies) {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work, says ann?", by: "ann@x.example", of: acme)
        _ = try await test.ask("How do refunds work, says bob?", by: "bob@x.example", of: acme)
        let secret = SecretBytes(copying: "sk-canary-lost-ledger-0000".utf8)
        _ = try await test.platform.credentials.set(secret, vendor: .openAI, isChecked: false, for: acme, as: test.me)
        let gone = try await test.platform.tenants.create("gone", owner: "o@gone.example", as: test.me).tenant.name
        let copies = try await Copies(of: test)
        _ = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        _ = try await test.platform.credentials.revoke(.openAI, of: acme, as: test.me)
        _ = try await test.platform.tenants.close(gone.rawValue, as: test.me)
        test.clock.advance(days: 40)
        guard case .done = try await test.platform.retention.purge(as: test.me) else { throw TestPlatform.Refused() }
        test.platform.close()
        return (test, acme, copies)
    }

    /// What was erased is away, what was not is there, and both chains hold.
    private func expectForgotten(_ platform: Platform, _ acme: ObjectName, _ me: Principal) async throws {
        await expect(.notFound) { try await platform.subjects.find("ann@x.example", of: acme, as: me) }
        #expect(try await platform.subjects.find("bob@x.example", of: acme, as: me).people.count == 1)
        #expect(try await platform.credentials.show(.openAI, of: acme, as: me).credential.state == .revoked)
        #expect(try await platform.tenants.list(as: me).map(\.tenant.name) == [acme])
        #expect(try await platform.audit.verify(as: me).allSatisfy(\.holds))
        #expect(try await platform.audit.list(of: nil, as: me).map(\.action).contains(.lossAccepted))
        #expect(try await platform.policy.verify(as: me).allSatisfy { $0.state != .failed })
    }

    @Test(arguments: [true, false])
    func `data goes back without its ledger only if that is said, and what the keyring knows is erased again`(
        isCut: Bool
    ) async throws {
        let (test, acme, copies) = try await prepared()
        let ledger = URL(filePath: test.folder + "/ledger.jsonl")
        if isCut {
            let lines = try String(contentsOf: ledger, encoding: .utf8).split(separator: "\n")
            try Data((lines.dropLast().joined(separator: "\n") + "\n").utf8).write(to: ledger)
        } else {
            try FileManager.default.removeItem(at: ledger)
        }
        let before = try Data(contentsOf: URL(filePath: test.folder + "/aura.db"))
        let refused = try await Platform.restore("\(copies.path).data", copies.configuration, as: test.me)
        guard case .refused(let refusal) = refused else { throw TestPlatform.Refused() }
        #expect(refusal.reason == .ledgerLost && refusal.clause == Clause(6, 3))
        #expect(try Data(contentsOf: URL(filePath: test.folder + "/aura.db")) == before)
        let report = try await copies.restore(named: "\(copies.path).data", withoutLedger: true)
        #expect(report.isReady && report.isLedgerRenewed && report.replay != nil)
        let restored = try await test.reopened()
        try await expectForgotten(restored, acme, test.me)
        _ = try await restored.subjects.erase("bob@x.example", of: acme, as: test.me)
        restored.close()
        #expect(try await copies.restore(.data).replay != nil)
        let again = try await test.reopened()
        await expect(.notFound) { try await again.subjects.find("bob@x.example", of: acme, as: test.me) }
    }

    @Test func `a folder whose ledger alone is lost opens once that is accepted, and loses nothing else`() async throws
    {
        let (test, acme, _) = try await prepared()
        try FileManager.default.removeItem(atPath: test.folder + "/ledger.jsonl")
        await expect(.integrity) { try await test.reopened() }
        let accepted = try await test.reopened { $0.acceptedLosses = [.erasureLedger] }
        try await accepted.health.recordAcceptedLoss(as: test.me)
        try await expectForgotten(accepted, acme, test.me)
        accepted.close()
        // As if it had been killed before the stores were set back to the new ledger's start.
        let lines = try String(contentsOfFile: test.folder + "/ledger.jsonl", encoding: .utf8)
        let lost = "SET ledgerSequence = 5, ledgerHead = 'feed'"
        try RawStore(path: test.folder + "/aura.db").run("UPDATE installation \(lost)")
        await expect(.integrity) { try await test.reopened() }
        let again = try await test.reopened { $0.acceptedLosses = [.erasureLedger] }
        try await expectForgotten(again, acme, test.me)
        #expect(try String(contentsOfFile: test.folder + "/ledger.jsonl", encoding: .utf8) == lines)
        again.close()
        _ = try await test.reopened()
    }

    @Test func `without the ledger and with the old keys, whoever was erased since then is back, and only then`()
        async throws
    {
        let (test, acme, copies) = try await prepared()
        let fresh = Copies(path: copies.path, configuration: test.fresh(), me: test.me)
        defer { try? FileManager.default.removeItem(atPath: fresh.configuration.dataDirectory) }
        #expect(try await fresh.restore(.data).missing == "ledger")
        let report = try await fresh.restore(named: "\(copies.path).keyring", withoutLedger: true)
        #expect(report.isReady && report.isLedgerRenewed && report.replay == nil)
        let restored = try await Platform.open(fresh.configuration)
        #expect(try await restored.subjects.find("ann@x.example", of: acme, as: test.me).people.count == 1)
    }

    @Test func `a ledger that is there is not given up`() async throws {
        let (test, _, copies) = try await prepared()
        let before = try Data(contentsOf: URL(filePath: test.folder + "/ledger.jsonl"))
        for part in ["data", "ledger"] {
            await expect(.invalidInput) {
                try await copies.restore(named: "\(copies.path).\(part)", withoutLedger: true)
            }
        }
        #expect(try Data(contentsOf: URL(filePath: test.folder + "/ledger.jsonl")) == before)
        _ = try await test.reopened()
    }
}
