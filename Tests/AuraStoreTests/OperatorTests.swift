import AuraCore
import Testing

@testable import AuraStore

@Suite struct OperatorTests {
    @Test func `tenants are listed by id, state and name`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let workspaces = [Workspace("acme", mark: "-"), Workspace("bolt", mark: "-"), Workspace("coil", mark: "-")]
        for workspace in workspaces { try await workspace.insert(into: store) }
        let closed = workspaces[1].tenant.id
        try await store.tenant(closed).change { try $0.closeTenant(at: Sample.day(1), eraseAt: Sample.day(30)) }
        let ids = workspaces.map(\.tenant.id).sorted { $0.rawValue < $1.rawValue }
        #expect(try await store.operator.read { try $0.tenants(limit: 9) }.map(\.id) == ids)
        #expect(try await store.operator.read { try $0.tenants(after: ids[0], limit: 1) }.map(\.id) == [ids[1]])
        #expect(try await store.operator.read { try $0.tenants(state: .closed, limit: 9) }.map(\.id) == [closed])
        #expect(try await store.operator.read { try $0.tenant(named: Sample.name("coil")) } == workspaces[2].tenant)
        #expect(try await store.operator.read { try $0.tenant(named: Sample.name("nobody")) } == nil)
        #expect(try await store.operator.read { try $0.tenant(ids[0]) }?.id == ids[0])
        let counts = try await store.operator.read { try $0.counts() }
        #expect(
            counts
                == InstallationCounts(
                    activeTenants: 2, closedTenants: 1, bots: 3, documents: 3, conversations: 3, messages: 6, calls: 3))
    }

    @Test func `a tenant and its owner come in one transaction with the entries of both chains`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        #expect(try await store.operator.verify(.operator) == .intact(entries: 2))
        #expect(try await store.operator.verify(.tenant(acme.tenant.id)) == .intact(entries: 2))
        let again = Workspace("bolt", mark: "-")
        await #expect(throws: StoreError.self) {
            let event = Sample.event(.tenantCreated, in: .operator)
            try await store.operator.write(event, also: [event]) { writer in
                try writer.insertTenant(
                    again.tenant, displayName: nil, owner: again.owner, emailIndex: Workspace.email)
            }
        }
        #expect(try await store.operator.read { try $0.tenant(named: Sample.name("bolt")) } == nil)
        #expect(try await store.operator.verify(.operator) == .intact(entries: 2))
    }

    @Test func `a job keeps its plan and cursor until it is finished, once`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let job = Job(
            id: .make(at: Sample.day(1)), tenant: nil, kind: .purge, plan: ["b": 1, "a": [true, nil]],
            startedAt: Sample.start)
        let event = { Sample.event(in: .operator) }
        try await store.operator.write(event()) { try $0.insertJob(job) }
        let unfinished = try await store.operator.read { try $0.unfinishedJobs() }
        #expect(Set(unfinished.map(\.id)) == [acme.job.id, acme.call.id, job.id])
        #expect(unfinished.last?.plan == ["a": [true, nil], "b": 1])
        try await store.tenant(acme.tenant.id).change { try $0.advanceJob(job.id, to: "msg_1") }
        #expect(try await store.operator.read { try $0.job(job.id) }?.cursor == "msg_1")
        let receipt = DeletionReceipt(id: .make(at: Sample.day(2)), action: .purge, json: ["rows": 3])
        let certificate = Certificate(receipt, of: job.id, at: Sample.day(2))
        let stored = try await store.operator.certify(certificate, event()) { writer in
            try writer.finishJob(job.id, leaving: [:], at: Sample.day(2))
        }
        #expect(stored == receipt, "nobody can sign here, so there is no proof")
        let done = try #require(try await store.operator.read { try $0.job(job.id) })
        #expect((done.state, done.finishedAt, done.plan) == (.finished, Sample.day(2), [:]))
        await #expect(throws: StoreError.absent) {
            try await store.operator.write(event()) { try $0.finishJob(job.id, leaving: [:], at: Sample.day(3)) }
        }
        await #expect(throws: StoreError.absent) {
            try await store.operator.write(event()) { try $0.advanceJob(job.id, to: "msg_2") }
        }
        #expect(try await store.operator.read { try $0.receipts(limit: 9) } == [receipt])
        #expect(try await store.operator.read { try $0.receipt(receipt.id) } == receipt)
        #expect(try await store.operator.read { try $0.receipt(of: job.id) } == receipt)
    }

    @Test func `what proves the policy is counted and sampled over every tenant`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let counts = try await store.operator.read { reader in
            [
                try reader.auditCount(of: .turnStored), try reader.auditCount(of: .tenantErased),
                try reader.vendorCallCount(),
            ]
        }
        #expect(counts == [1, 0, 1])
        let sampled = try await store.operator.read { reader in
            [
                try reader.sample(table: "message", column: "citations", limit: 9),
                try reader.sample(table: "message", column: "personId", limit: 9),
                try reader.sample(table: "wrappedKey", column: "wrapped", limit: 9),
                try reader.sample(table: "message", column: "body FROM message; --", limit: 9),
            ]
        }
        #expect(sampled == [[Sample.sealed("acme's sources")], [], [], []])
        #expect(
            try await store.tenant(acme.tenant.id).read { try $0.inventory(of: []) }.counts.allSatisfy { $0.rows == 0 })
    }
}
