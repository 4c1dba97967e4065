public import AuraCore
import AuraCrypto
import AuraStore

extension AuditService {
    /// A chain's signed length and root.
    public struct Head: Hashable, Sendable {
        public let line: CheckpointLine
        public let size: Int
        /// 32 bytes.
        public let root: [UInt8]
        public let createdAt: Timestamp
        /// The public key as C2SP's tools take it.
        public let verifierKey: String
    }

    /// The public key that everything of this installation is signed with, 32 bytes: no secret.
    public func publicKey() throws(PlatformError) -> [UInt8] {
        try context.signing.publicKey()
    }

    /// One entry.
    ///
    /// - Parameters:
    ///   - chain: None means the tenant's, without a tenant the operator's.
    ///   - tenant: Only if the chain is this tenant's.
    /// - Throws: `notFound` if there is no such entry there.
    public func entry(
        _ sequence: Int, of chain: AuditChain? = nil, tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> AuditEntry {
        try await existing(sequence, of: authorised(chain, tenant, principal))
    }

    /// The proof that an entry stands in its chain, against a checkpoint signed now, which is not kept.
    ///
    /// - Throws: `notFound`; `integrity` if the chain does not hold, since nothing is signed over a broken one.
    public func proof(
        of sequence: Int, in chain: AuditChain? = nil, tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> InclusionProof {
        let chain = try await authorised(chain, tenant, principal)
        let entry = try await existing(sequence, of: chain)
        let length = try await soundLength(of: chain)
        let leaves = try await platformErrors {
            try await context.store.operator.read { try $0.leafHashes(of: chain, count: length) }
        }
        let tree = MerkleTree(leaves, Vault.digests)
        guard let path = tree.inclusionPath(of: sequence) else { throw PlatformError(StoreError.absent) }
        let note = try context.signing.note(of: chain, size: length, root: tree.root(size: length))
        return InclusionProof(entry: entry, path: path, checkpoint: note, size: length)
    }

    /// Signs every chain as it stands, or a tenant's alone, and keeps the checkpoints.
    ///
    /// - Parameter older: Checkpoints from outside; each chain that has one gets the proof that it continues it.
    /// - Throws: `integrity` if a chain does not hold or an older checkpoint is not of it.
    public func checkpoint(
        of tenant: ObjectName? = nil, from older: [CheckpointLine] = [], as principal: Principal
    ) async throws(PlatformError) -> [Head] {
        let publicKey = try context.signing.publicKey()
        let chains = try await chains(tenant, principal)
        // Either every chain is signed or none.
        for chain in chains {
            let report = try await verify([chain], against: older.filter { $0.chain == chain }).first
            if let problem = report?.problem { throw broken(chain, problem) }
        }
        var heads: [Head] = []
        for chain in chains {
            let old = older.filter { $0.chain == chain }
            let now = context.now
            let made = try await platformErrors { try await context.store.operator.checkpoint(chain, at: now) }
            guard let made else { continue }
            var line = CheckpointLine(chain, note: made.note)
            if let first = old.first {
                line = CheckpointLine(
                    chain, note: made.note, consistency: try await consistency(from: first, to: made))
            }
            let origin = Checkpoint.origin(of: chain, in: context.installation.id)
            heads.append(
                Head(
                    line: line, size: made.size, root: made.root, createdAt: made.createdAt,
                    verifierKey: SignedNote.verifierKey(of: origin, publicKey: publicKey)))
        }
        return heads
    }

    /// Every chain, or a tenant's alone, with all that an outsider needs to verify it; payloads stay sealed and here.
    ///
    /// - Throws: `integrity` if a chain does not hold, since nothing is signed over a broken one.
    public func export(of tenant: ObjectName? = nil, as principal: Principal) async throws(PlatformError)
        -> AuditExport
    {
        var export = AuditExport(
            installation: context.installation.id, publicKey: try context.signing.publicKey(), at: context.now)
        for chain in try await chains(tenant, principal) {
            let length = try await soundLength(of: chain)
            let (entries, kept) = try await platformErrors {
                try await context.store.operator.read { reader in
                    (
                        try reader.canonicalEntries(of: chain, count: length),
                        try reader.checkpoints(of: chain, limit: Limits.checkpoints)
                    )
                }
            }
            var notes = kept.filter { $0.size <= length }.map(\.note)
            if kept.last?.size != length {
                var edge = MerkleEdge()
                for entry in entries { edge.append(Vault.digests.leaf(Array(entry.text.utf8)), Vault.digests) }
                notes.append(try context.signing.note(of: chain, size: length, root: edge.root(Vault.digests)))
            }
            export.add(chain, notes: notes, entries: entries)
        }
        return export
    }

    private func consistency(
        from line: CheckpointLine, to made: StoredCheckpoint
    ) async throws(PlatformError) -> CheckpointLine.Consistency? {
        let comparison = CheckpointComparison(
            installation: context.installation.id, publicKey: try context.signing.publicKey())
        guard let old = comparison.open(line.note, of: line.chain).checkpoint else { return nil }
        let leaves = try await platformErrors {
            try await context.store.operator.read { try $0.leafHashes(of: line.chain, count: made.size) }
        }
        let proof = MerkleTree(leaves, Vault.digests).consistencyProof(from: old.size) ?? []
        return CheckpointLine.Consistency(from: old.size, proof: proof)
    }

    private func existing(_ sequence: Int, of chain: AuditChain) async throws(PlatformError) -> AuditEntry {
        let entry = try await platformErrors {
            try await context.store.operator.read { try $0.auditEntry(sequence, of: chain) }
        }
        guard let entry else {
            throw PlatformError(.notFound, "there is no such entry", hint: "aura audit list")
        }
        return entry
    }

    /// How long a chain is that holds.
    private func soundLength(of chain: AuditChain) async throws(PlatformError) -> Int {
        guard let report = try await verify([chain]).first else { return 0 }
        if let problem = report.problem { throw broken(chain, problem) }
        return report.entries
    }

    private func broken(_ chain: AuditChain, _ problem: AuditProblem) -> PlatformError {
        PlatformError(
            .integrity, "the audit chain \(chain) does not hold: \(problem.sentence)", hint: "aura audit verify")
    }
}
