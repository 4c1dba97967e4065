public import AuraCore
import AuraCrypto

/// Verifies what AURA has handed out (exported logs, checkpoints, proofs, receipts) with the installation's public
/// key alone: no store, no root key, no network.
public struct EvidenceVerifier: Sendable {
    private let publicKey: [UInt8]

    /// - Parameter text: The public key as AURA prints it: 64 hexadecimal digits, with or without a line feed behind.
    /// - Throws: `invalidInput` for anything else.
    public init(publicKey text: String) throws(PlatformError) {
        let digits = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard let key = Hexadecimal.decode(digits), key.count == Ed25519.keyCount else {
            throw PlatformError(
                .invalidInput, "this is no public key of AURA",
                hint: "64 hexadecimal digits, the field publicKey of aura audit checkpoint")
        }
        publicKey = key
    }

    init(publicKey: [UInt8]) {
        self.publicKey = publicKey
    }

    /// Verifies an exported audit log.
    ///
    /// - Parameter checkpoints: From outside, if there are any: only they show that the newest entries were cut off.
    /// - Throws: `invalidInput` if this is no exported log, `integrity` if one of its lines cannot be read.
    public func verify(
        export bytes: [UInt8], checkpoints: [CheckpointLine] = []
    ) throws(PlatformError) -> [AuditService.ChainReport] {
        try ExportReader.verify(bytes, publicKey: publicKey, checkpoints: checkpoints)
    }

    /// The same without a public key from outside: the checkpoints from outside are then what is believed.
    public static func verify(
        export bytes: [UInt8], against checkpoints: [CheckpointLine]
    ) throws(PlatformError) -> [AuditService.ChainReport] {
        try ExportReader.verify(bytes, publicKey: nil, checkpoints: checkpoints)
    }

    /// Verifies that each checkpoint continues the older one of its chain, by the proof beside it. A chain that has no
    /// older one is verified alone.
    public func verify(
        _ newer: [CheckpointLine], continuing older: [CheckpointLine]
    ) -> [AuditService.ChainReport] {
        let reports = newer.map { line in
            let old = older.filter { $0.chain == line.chain }
            return old.lazy.map { verify(line, continuing: $0) }.first { !$0.holds }
                ?? verify(line, continuing: old.last)
        }
        let missing = Set(older.map(\.chain)).subtracting(newer.map(\.chain))
        return reports
            + missing.sorted { $0.description < $1.description }.map {
                AuditService.ChainReport($0, entries: 0, problem: .chainMissing)
            }
    }

    private func verify(_ line: CheckpointLine, continuing older: CheckpointLine?) -> AuditService.ChainReport {
        func report(
            _ size: Int, _ checkpoints: Int, _ problem: AuditProblem?, first: Int? = nil
        ) -> AuditService.ChainReport {
            AuditService.ChainReport(
                line.chain, entries: size, checkpoints: checkpoints, problem: problem, firstBadSequence: first)
        }
        guard let installation = Checkpoint.installation(in: line.note) else {
            return report(0, 0, .checkpointUnreadable)
        }
        let comparison = CheckpointComparison(installation: installation, publicKey: publicKey)
        let opened = comparison.open(line.note, of: line.chain)
        guard let new = opened.checkpoint else { return report(0, 0, opened.problem) }
        guard let older else { return report(new.size, 1, nil) }
        let openedOlder = comparison.open(older.note, of: line.chain)
        guard let old = openedOlder.checkpoint else { return report(new.size, 1, openedOlder.problem) }
        guard old.size <= new.size else { return report(new.size, 1, .entriesMissing, first: new.size) }
        let isContinued =
            old.size == line.consistency?.from
            && MerkleProof.continues(
                from: old.size, old.root, to: new.size, new.root, proof: line.consistency?.proof ?? [], Vault.digests)
        return isContinued ? report(new.size, 2, nil) : report(new.size, 1, .proofWrong)
    }

    /// Verifies that an entry stands in its chain.
    public func verify(_ proof: InclusionProof) -> AuditService.ChainReport {
        let chain = proof.entry.chain
        guard let installation = Checkpoint.installation(in: proof.checkpoint) else {
            return AuditService.ChainReport(chain, entries: 0, problem: .checkpointUnreadable)
        }
        let opened = CheckpointComparison(installation: installation, publicKey: publicKey)
            .open(proof.checkpoint, of: chain)
        guard let checkpoint = opened.checkpoint else {
            return AuditService.ChainReport(chain, entries: 0, problem: opened.problem)
        }
        let isIncluded =
            proof.size == checkpoint.size
            && MerkleProof.includes(
                leaf: Vault.digests.leaf(proof.entry.json.canonical), at: proof.entry.sequence, path: proof.path,
                size: checkpoint.size, root: checkpoint.root, Vault.digests)
        return AuditService.ChainReport(
            chain, entries: checkpoint.size, checkpoints: 1, problem: isIncluded ? nil : .proofWrong,
            firstBadSequence: isIncluded ? nil : proof.entry.sequence)
    }

    /// Verifies a deletion receipt: its signature, and that its completion stands in the audit log.
    ///
    /// - Parameter receipt: The receipt's JSON, or a report that shows it with further members, which are not looked at.
    /// - Returns: The first thing that is wrong; nothing if the receipt is what was signed.
    public func problem(of receipt: JSONValue) -> ReceiptProblem? {
        guard let bytes = DeletionReceipt.signedBytes(of: receipt), let id = receipt["receiptId"]?.string,
            DeletionReceipt.ID(id) != nil
        else { return .unreadable }
        guard let signature = receipt["signature"]?.string.flatMap(Hexadecimal.decode),
            Ed25519.verify(signature, of: bytes, by: publicKey)
        else { return .signatureWrong }
        guard let proof = receipt["auditInclusionProof"].flatMap(InclusionProof.init), proof.entry.object == id,
            [.purgeCompleted, .erasureCompleted, .erasureReplayed].contains(proof.entry.action), verify(proof).holds
        else { return .proofWrong }
        return nil
    }
}
