import AuraPlatform
import Testing

/// Receipts are signed, prove that their completion is in the audit log, and verify without the store (VAULT.md §8).
@Suite struct ReceiptTests {
    private func erased() async throws -> (TestPlatform, DeletionReceipt, EvidenceVerifier) {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        guard case .done(let receipt) = try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me)
        else { throw TestPlatform.Refused() }
        let key = try test.platform.audit.publicKey()
        return (test, receipt, try EvidenceVerifier(publicKey: Hexadecimal.encode(key)))
    }

    @Test func `a receipt is kept as it was given, and verifies with the public key alone`() async throws {
        let (test, receipt, verifier) = try await erased()
        #expect(verifier.problem(of: receipt.json) == nil)
        let kept = try await test.platform.retention.receipt(receipt.id, as: test.me)
        #expect(kept.json.canonical == receipt.json.canonical)
        #expect(try await test.platform.retention.verifyReceipts(as: test.me).map(\.holds) == [true])
        let acme = try #require(ObjectName("acme"))
        #expect(try await test.platform.retention.receipts(of: acme, as: test.me).map(\.id) == [receipt.id])
        _ = try await test.platform.tenants.create("other", owner: "o@o.example", as: test.me)
        let other = try #require(ObjectName("other"))
        #expect(try await test.platform.retention.receipts(of: other, as: test.me).isEmpty)
        await expect(.notFound) {
            try await test.platform.retention.receipt(receipt.id, of: other, as: test.me)
        }
    }

    @Test func `a report that shows a receipt with more beside it verifies too`() async throws {
        let (_, receipt, verifier) = try await erased()
        guard case .object(let members) = receipt.json else { return }
        let more = [JSONMember("kind", "ErasureReceipt"), JSONMember("deleted", 3)]
        #expect(verifier.problem(of: .object(more + members.reversed())) == nil)
    }

    @Test func `a receipt with one changed byte does not verify`() async throws {
        let (_, receipt, verifier) = try await erased()
        let bytes = receipt.json.canonical
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            guard let json = try? JSONValue(parsing: changed) else { continue }
            #expect(verifier.problem(of: json) != nil, "byte \(place)")
        }
    }

    @Test func `each part that is missing or of another receipt is named`() async throws {
        let (_, receipt, verifier) = try await erased()
        let (_, other, otherVerifier) = try await erased()
        guard case .object(let members) = receipt.json else { return }
        func with(_ name: String, _ value: JSONValue?) -> JSONValue {
            .object(members.compactMap { $0.name == name ? value.map { JSONMember(name, $0) } : $0 })
        }
        #expect(verifier.problem(of: [:]) == .unreadable)
        #expect(verifier.problem(of: .null) == .unreadable)
        #expect(verifier.problem(of: with("perClass", nil)) == .unreadable)
        for value in [nil, .null, "", "00", other.json["signature"]] as [JSONValue?] {
            #expect(verifier.problem(of: with("signature", value)) == .signatureWrong)
        }
        for value in [nil, .null, [:], other.json["auditInclusionProof"]] as [JSONValue?] {
            #expect(verifier.problem(of: with("auditInclusionProof", value)) == .proofWrong)
        }
        #expect(verifier.problem(of: with("subjectRef", nil)) == .unreadable)
        #expect(otherVerifier.problem(of: receipt.json) == .signatureWrong)
    }

    @Test func `a changed row of the store is found, and two receipts of one log do not stand for each other`()
        async throws
    {
        let (test, receipt, verifier) = try await erased()
        let acme = try #require(ObjectName("acme"))
        _ = try await test.ask("How do refunds work?", by: "bob@x.example", of: acme)
        guard case .done(let second) = try await test.platform.subjects.erase("bob@x.example", of: acme, as: test.me)
        else { throw TestPlatform.Refused() }
        guard case .object(let members) = receipt.json else { return }
        let mixed = members.map {
            $0.name == "auditInclusionProof" ? JSONMember($0.name, second.json[$0.name] ?? .null) : $0
        }
        #expect(verifier.problem(of: .object(mixed)) == .proofWrong)
        try RawStore(path: test.folder + "/aura.db")
            .run(
                "UPDATE receipt SET body = REPLACE(body, '\"law\":\"gdpr\"', '\"law\":\"ccpa\"') WHERE receiptId = '\(receipt.id)'"
            )
        let reports = try await test.platform.retention.verifyReceipts(as: test.me)
        #expect(reports.first { $0.id == receipt.id }?.problem == .signatureWrong)
        #expect(reports.first { $0.id == second.id }?.holds == true)
    }
}
