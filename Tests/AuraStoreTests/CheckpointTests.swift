import AuraCore
import Testing

@testable import AuraStore

/// Checkpoints inside the store: when they are made, what they hold, what they survive. The signature is not the
/// store's, so a note here is the size and the root in words.
@Suite struct CheckpointTests {
    private static let signer = CheckpointSigner { chain, size, root in
        "\(chain) \(size) \(Hexadecimal.encode(root))"
    }

    private func stored(_ folder: TestFolder) async throws -> (Store, Workspace) {
        let (store, acme) = try await Workspace.stored(in: folder)
        return (store.signing(CheckpointTests.signer), acme)
    }

    private func checkpoints(_ store: Store, _ chain: AuditChain) async throws -> [StoredCheckpoint] {
        try await store.operator.read { try $0.checkpoints(of: chain, limit: 100) }
    }

    @Test func `the first write of a day signs its chain as it then stands`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await stored(folder)
        let handle = store.tenant(acme.tenant.id)
        for day in [1, 1, 1, 2, 2] { try await handle.change(at: Sample.day(day)) { _ in } }
        let made = try await checkpoints(store, .tenant(acme.tenant.id))
        // Two entries were there, written before anybody could sign.
        #expect(made.map(\.size) == [3, 6])
        #expect(made.map(\.createdAt) == [Sample.day(1), Sample.day(2)])
        #expect(try await checkpoints(store, .operator).isEmpty, "no write of that chain")
        for checkpoint in made {
            let leaves = try await store.operator.read {
                try $0.leafHashes(of: checkpoint.chain, count: checkpoint.size)
            }
            let root = MerkleTree(leaves, Sample.digests).root(size: checkpoint.size)
            #expect(checkpoint.root == root && checkpoint.edge.root(Sample.digests) == root)
            #expect(checkpoint.note == "\(acme.tenant.id) \(checkpoint.size) \(Hexadecimal.encode(root))")
        }
    }

    @Test func `one on demand is made once for each length`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await stored(folder)
        let chain = AuditChain.tenant(acme.tenant.id)
        let first = try await store.operator.checkpoint(chain, at: Sample.day(1))
        #expect(try await store.operator.checkpoint(chain, at: Sample.day(2)) == first)
        try await store.tenant(acme.tenant.id).change(at: Sample.day(1)) { _ in }
        let second = try #require(try await store.operator.checkpoint(chain, at: Sample.day(2)))
        #expect(second.size == 3 && first?.size == 2)
        #expect(try await checkpoints(store, chain) == [first, second])
        #expect(try await store.operator.checkpoint(.tenant(.make(at: Sample.start)), at: Sample.day(1)) == nil)
    }

    @Test func `a kept edge that was changed is not believed`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await stored(folder)
        let chain = AuditChain.tenant(acme.tenant.id)
        let handle = store.tenant(acme.tenant.id)
        try await handle.change(at: Sample.day(1)) { _ in }
        try await store.tamper("UPDATE auditCheckpoint SET edge = zeroblob(LENGTH(edge))")
        try await handle.change(at: Sample.day(2)) { _ in }
        let newest = try #require(try await checkpoints(store, chain).last)
        let leaves = try await store.operator.read { try $0.leafHashes(of: chain, count: 4) }
        #expect(newest.root == MerkleTree(leaves, Sample.digests).root(size: 4))
    }

    @Test func `a checkpoint that cannot be signed takes its write along`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let mute = store.signing(CheckpointSigner { _, _, _ in nil })
        await #expect(throws: StoreError.failed(code: 0)) {
            try await mute.tenant(acme.tenant.id).change(at: Sample.day(1)) { _ in }
        }
        #expect(try await store.tenant(acme.tenant.id).verifyAudit() == .intact(entries: 2))
    }

    @Test(arguments: 1...9) func `a job's receipt holds the proof of its last event`(entries: Int) async throws {
        let folder = TestFolder()
        let (store, acme) = try await stored(folder)
        let handle = store.tenant(acme.tenant.id)
        for _ in 0..<entries { try await handle.change(at: Sample.day(1)) { _ in } }
        let json: JSONValue = ["rows": 3, "auditInclusionProof": nil]
        let receipt = DeletionReceipt(id: .make(at: Sample.day(1)), action: .erase, json: json)
        let event = Sample.event(.erasureCompleted, in: .tenant(acme.tenant.id), at: Sample.day(1))
        let certificate = Certificate(receipt, of: acme.job.id, at: Sample.day(1))
        let stored = try await handle.certify(certificate, event) { _ in }
        let proof = try #require(stored.json["auditInclusionProof"].flatMap(InclusionProof.init))
        #expect(proof.entry.action == .erasureCompleted && proof.entry.sequence == entries + 2)
        let checkpoint = try #require(try await checkpoints(store, .tenant(acme.tenant.id)).last)
        #expect(checkpoint.size == entries + 3 && proof.checkpoint == checkpoint.note)
        #expect(
            MerkleProof.includes(
                leaf: Sample.digests.leaf(proof.entry.json.canonical), at: proof.entry.sequence, path: proof.path,
                size: proof.size, root: checkpoint.root, Sample.digests))
        let read = try await store.operator.read { try $0.receipt(receipt.id) }
        #expect(read?.json.canonical == stored.json.canonical)
    }

    @Test func `a walk gives the tree at each checkpoint and at the sizes asked for`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await stored(folder)
        let chain = AuditChain.tenant(acme.tenant.id)
        for day in 1...3 { try await store.tenant(acme.tenant.id).change(at: Sample.day(day)) { _ in } }
        let walk = try await store.operator.walk(chain, statesAt: [0, 2, 99])
        #expect(walk.verification == .intact(entries: 5))
        #expect(walk.checkpoints.map(\.size) == [3, 4, 5])
        #expect(Set(walk.states.keys) == [0, 2, 3, 4, 5])
        for checkpoint in walk.checkpoints { #expect(walk.states[checkpoint.size]?.root == checkpoint.root) }
    }
}
