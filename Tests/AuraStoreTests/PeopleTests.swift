import AuraCore
import Testing

@testable import AuraStore

@Suite struct PeopleTests {
    @Test func `people and keys read as they were written`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        #expect(try await handle.read { try $0.tenant() } == acme.tenant)
        #expect(try await handle.read { try $0.displayName() } == Sample.sealed("display"))
        #expect(try await handle.read { try $0.members(limit: 9) } == [acme.owner])
        #expect(try await handle.read { try $0.member(emailIndex: Workspace.email) } == acme.owner)
        #expect(try await handle.read { try $0.visitor(referenceIndex: Workspace.reference) } == acme.visitor)
        #expect(try await handle.read { try $0.credentials(limit: 9) } == [acme.credential])
        #expect(try await handle.read { try $0.activeCredential(vendor: .openAI) } == acme.credential)
        #expect(try await handle.read { try $0.activeCredential(vendor: .openAI, label: "other") } == nil)
        #expect(try await handle.read { try $0.secret(of: acme.credential.id) } == Sample.sealed("llm key"))
    }

    @Test func `an e-mail, a reference and a tenant's name are taken once`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let again = Workspace("acme", mark: "-")
        await #expect(throws: StoreError.exists) {
            try await handle.change { try $0.insertMember(again.owner, emailIndex: Workspace.email) }
        }
        await #expect(throws: StoreError.exists) {
            try await handle.change { try $0.insertVisitor(again.visitor, referenceIndex: Workspace.reference) }
        }
        await #expect(throws: StoreError.exists) { try await again.insert(into: store) }
        #expect(try await store.operator.read { try $0.chains(limit: 9) }.count == 2, "both chains are as before")
    }

    @Test func `a revoked key keeps its record and nothing of what was sealed`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        await #expect(throws: StoreError.exists, "one active key of a label") {
            let other = Workspace("other", mark: "-").credential
            try await handle.change { try $0.insertCredential(other, secret: Sample.sealed("-")) }
        }
        try await handle.change { try $0.revokeCredential(acme.credential.id, at: Sample.day(1)) }
        let record = try #require(try await handle.read { try $0.credential(acme.credential.id) })
        #expect((record.state, record.revokedAt, record.lastFour) == (.revoked, Sample.day(1), nil))
        #expect(try await handle.read { try $0.secret(of: acme.credential.id) } == nil)
        #expect(try await handle.read { try $0.activeCredential(vendor: .openAI) } == nil)
        await #expect(throws: StoreError.absent) {
            try await handle.change { try $0.revokeCredential(acme.credential.id, at: Sample.day(2)) }
        }
        let next = Workspace("other", mark: "-").credential
        try await handle.change { try $0.insertCredential(next, secret: Sample.sealed("-")) }
        let records = try await handle.read { try $0.credentials(limit: 9) }
        #expect(
            Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0.state) }) == [
                next.id: .active, acme.credential.id: .revoked,
            ])
    }

    @Test func `nothing is sealed under a key once its owner is fenced`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let fresh = Workspace("fresh", mark: "-")
        let keys = [acme.visitor.ownerKey, fresh.owner.ownerKey, fresh.credential.ownerKey, acme.tenant.contentKey]
        #expect(try await !handle.read { try $0.isFenced(keys[0]) })
        try await handle.change { writer in for key in keys { try writer.fence(key, at: Sample.day(1)) } }
        try await handle.change { try $0.fence(keys[0], at: Sample.day(2)) }
        #expect(try await handle.read { try $0.isFenced(keys[0]) })
        let (document, passages) = Workspace.document(of: acme.bot.id, mark: "-", terms: [])
        let message = Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.day(1))
        let writes: [(KeyID, @Sendable (TenantWriter) throws -> Void)] = [
            (keys[0], { try $0.insertMessages([message]) }),
            (keys[0], { try $0.insertVisitor(acme.visitor, referenceIndex: nil) }),
            (keys[1], { try $0.insertMember(fresh.owner, emailIndex: Sample.index("fresh")) }),
            (keys[2], { try $0.insertCredential(fresh.credential, secret: Sample.sealed("-")) }),
            (keys[3], { try $0.insertBot(fresh.bot) }),
            (
                keys[3],
                {
                    try $0.insertDocument(
                        document, titleIndex: Sample.index("fresh"), body: Sample.sealed("-"), passages: passages)
                }
            ),
        ]
        for (key, write) in writes {
            await #expect(throws: StoreError.fenced(key)) { try await handle.change { try write($0) } }
        }
        await #expect(throws: StoreError.fenced(keys[0]), "nor an audit payload") {
            try await handle.write(Sample.event(in: .tenant(acme.tenant.id), key: keys[0])) { _ in }
        }
        #expect(try await handle.read { try $0.messages(in: acme.conversation.id, limit: 9) }.count == 2)
    }

    @Test func `a closed workspace takes nothing in and is erased batch by batch`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        try await handle.change { try $0.closeTenant(at: Sample.day(1), eraseAt: Sample.day(30)) }
        let closed = try #require(try await handle.read { try $0.tenant() })
        #expect((closed.state, closed.closedAt, closed.eraseAt) == (.closed, Sample.day(1), Sample.day(30)))
        await #expect(throws: StoreError.absent) {
            try await handle.change { try $0.closeTenant(at: Sample.day(2), eraseAt: Sample.day(30)) }
        }
        await #expect(throws: StoreError.absent) {
            try await handle.change { try $0.insertBot(Workspace("x", mark: "-").bot) }
        }
        await #expect(throws: StoreError.absent) {
            try await handle.change { writer in
                try writer.insertMessages([
                    Workspace.message(in: acme.conversation, of: acme.visitor, at: Sample.day(1))
                ])
            }
        }
        var removed = 1
        while removed > 0 {
            removed = try await handle.write(Sample.event(.tenantErased, in: .operator)) { writer in
                try writer.eraseEverything(limit: 1)
            }
            #expect(removed <= 2)
        }
        let left = try await store.database.read { connection throws(StoreError) in
            var left: [String: Int] = [:]
            for table in try connection.tableNames() {
                let rows = try connection.count("SELECT COUNT(*) AS n FROM \(table)")
                if rows > 0 { left[table] = rows }
            }
            return left
        }
        #expect(Set(left.keys) == ["installation", "lease", "auditEntry", "auditPayload", "job"])
        #expect(try await handle.verifyAudit() == .intact(entries: 3), "the chain outlives the workspace")
        #expect(folder.files(holding: Array("acme's".utf8)).isEmpty == false)
        try await store.truncateLogs()
        #expect(folder.files(holding: Array("acme's".utf8)).isEmpty)
        try await Workspace("acme", mark: "-").insert(into: store)
    }
}
