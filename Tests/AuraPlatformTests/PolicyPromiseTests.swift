import AuraPlatform
import Testing

/// Every clause whose control is built, proved in an installation that holds something of each kind: a conversation,
/// documents, an LLM key, a revoked one, and a person who was erased.
@Suite struct PolicyPromiseTests {
    static let promises: [(clause: Clause, control: PolicyControl)] = [
        (Clause(1, 1), .personalDataSealed), (Clause(1, 2), .contentSealed), (Clause(1, 3), .usageWithoutText),
        (Clause(2, 1), .purposesMapped),
        (Clause(3, 1), .keyBoundToOrigin), (Clause(3, 2), .keysSealed), (Clause(3, 3), .keysUnlogged),
        (Clause(3, 4), .keyOpeningsAudited), (Clause(3, 4), .auditChain), (Clause(3, 5), .noRevealCommand),
        (Clause(3, 6), .keyRevocable),
        (Clause(4, 2), .recipientsRegister), (Clause(4, 4), .noSale),
        (Clause(5, 1), .retentionConversation), (Clause(5, 2), .closureInTime), (Clause(5, 4), .retentionUsage),
        (Clause(6, 1), .subjectExport), (Clause(6, 3), .subjectErasure), (Clause(6, 3), .erasureSurvivesRestore),
        (Clause(6, 5), .portableExport),
        (Clause(8, 1), .subjectExport), (Clause(8, 2), .subjectErasure), (Clause(8, 4), .noSale),
        (Clause(10, 1), .vendorTLS), (Clause(10, 2), .personalDataSealed), (Clause(10, 2), .contentSealed),
        (Clause(10, 2), .keyringSeparate),
    ]

    /// What the operator has to state, and nobody has yet.
    static let statements: [(clause: Clause, control: PolicyControl)] = [
        (Clause(7, 1), .hostingStated), (Clause(11, 1), .contactStated),
    ]

    @Test func `every promise that is built is proved where there is something to look at`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let key = SecretBytes(copying: Array("sk-0123456789abcdefghijklmnop".utf8))
        _ = try await test.platform.credentials.set(
            key, vendor: .openAI, isChecked: false, for: acme, as: test.me)
        _ = try await test.platform.credentials.revoke(.openAI, of: acme, as: test.me)
        _ = try await test.platform.credentials.set(
            key, vendor: .openAI, isChecked: false, for: acme, as: test.me)
        for person in ["ann@x.example", "ben@x.example"] {
            _ = try await test.ask("How do refunds work?", by: person, of: acme)
        }
        _ = try await test.platform.subjects.erase("ben@x.example", of: acme, as: test.me)
        let proofs = try await test.platform.policy.verify(as: test.me)
        for (clause, control) in PolicyPromiseTests.promises {
            let proof = try #require(proofs.first { $0.clause == clause && $0.control == control })
            #expect(proof.state == .proved, "\(clause) \(control): \(proof.evidence)")
            #expect(!proof.evidence.isEmpty)
        }
        for (clause, control) in PolicyPromiseTests.statements {
            #expect(proofs.first { $0.clause == clause && $0.control == control }?.state == .notSet)
        }
        let named = PolicyPromiseTests.promises + PolicyPromiseTests.statements
        for proof in proofs where proof.state != .notYet {
            #expect(named.contains { $0.clause == proof.clause && $0.control == proof.control }, "\(proof.clause)")
        }
    }

    @Test func `the data map of a migrated store keeps every rule, with content and without`() async throws {
        let test = try await TestPlatform()
        #expect(try await test.platform.policy.lint(as: test.me) == [])
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        #expect(try await test.platform.policy.lint(as: test.me) == [])
        let finding = try await test.platform.health.diagnose(as: test.me).first { $0.check == "dataMap" }
        #expect(finding?.level == .ok)
    }

    @Test func `every exception among the suspicious names is a column, and needs to be one`() throws {
        let columns = Platform.dataMap.tables.flatMap { table in table.columns.map { "\(table.name).\($0.name)" } }
        for place in SuspiciousName.exceptions.keys { #expect(columns.contains(place), "\(place)") }
        for (place, _) in SuspiciousName.exceptions {
            let name = place.split(separator: ".")[1].lowercased()
            #expect(SuspiciousName.parts.contains(where: name.contains), "\(place)")
        }
    }
}
