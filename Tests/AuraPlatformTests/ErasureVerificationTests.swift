import AuraPlatform
import Testing

/// After the rows are gone every mapped path is asked again for the person, and a hit fails the erasure (VAULT.md §9).
@Suite struct ErasureVerificationTests {
    /// For some tables of a person, a row that turns up behind the erasure's back, once the visitor's own row goes.
    static let plants: [(table: String, sql: String)] = [
        (
            "message",
            """
            INSERT INTO message (tenantId, messageId, conversationId, personId, author, ownerKeyId, period, body, createdAt)
            SELECT OLD.tenantId, 'planted', conversationId, OLD.visitorId, 'person', OLD.ownerKeyId, 0, x'00', 0
            FROM conversation LIMIT 1
            """
        ),
        (
            "usage",
            """
            INSERT INTO usage (tenantId, usageId, personId, vendor, model, inputTokens, outputTokens, cachedInputTokens,
                reasoningTokens, accuracy, createdAt)
            VALUES (OLD.tenantId, 'planted', OLD.visitorId, 'aura', 'extractive', 0, 0, 0, 0, 'exact', 0)
            """
        ),
        (
            "auditPayload",
            """
            INSERT INTO auditPayload (chain, commitment, sequence, ownerKeyId, sealed)
            SELECT chain, 'planted', sequence, OLD.ownerKeyId, x'00' FROM auditEntry WHERE chain = OLD.tenantId LIMIT 1
            """
        ),
        (
            "member",
            """
            INSERT INTO member (tenantId, memberId, role, ownerKeyId, email, emailIndex, createdAt)
            VALUES (OLD.tenantId, OLD.visitorId, 'viewer', OLD.ownerKeyId, x'00', zeroblob(16), 0)
            """
        ),
    ]

    @Test(arguments: plants)
    func `a row that is left in a mapped table fails the erasure, and the next open finishes it`(
        plant: (table: String, sql: String)
    ) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for person in ["ben@x.example", "ann@x.example"] {
            _ = try await test.ask("How do refunds work?", by: person, of: acme)
        }
        let file = RawStore(path: test.folder + "/aura.db")
        try file.run("CREATE TRIGGER plant AFTER DELETE ON visitor BEGIN \(plant.sql); END")
        await expect(.unfinished) { try await test.platform.subjects.erase("ann@x.example", of: acme, as: test.me) }
        #expect(try await test.platform.retention.receipts(as: test.me).isEmpty)
        test.platform.close()
        try file.run("DROP TRIGGER plant")
        let again = try await test.reopened()
        #expect(try await again.retention.receipts(as: test.me).map(\.action) == [.erase])
        await expect(.notFound) { try await again.subjects.find("ann@x.example", of: acme, as: test.me) }
        #expect(try await again.subjects.find("ben@x.example", of: acme, as: test.me).counts.contains { $0.rows > 0 })
    }

    @Test func `every table of the map that leads to a person is asked, and none besides`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        let found = try await test.platform.subjects.find("ann@x.example", of: acme, as: test.me)
        #expect(
            found.counts.map(\.table) == Platform.dataMap.tables.filter { $0.subjectPath != .none }.map(\.name))
    }
}
