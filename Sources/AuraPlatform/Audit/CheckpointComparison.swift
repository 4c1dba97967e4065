import AuraCore
import AuraCrypto

/// Compares what recomputing a chain gave with the checkpoints that were signed of it.
struct CheckpointComparison {
    let installation: Installation.ID
    let publicKey: [UInt8]

    /// A note, opened or not.
    struct Opened {
        let checkpoint: Checkpoint?
        let problem: AuditProblem?
    }

    /// Opens a note as a checkpoint of this chain, of this installation, signed by this key.
    func open(_ note: String, of chain: AuditChain) -> Opened {
        let origin = Checkpoint.origin(of: chain, in: installation)
        switch Checkpoint.open(note, origin: origin, publicKey: publicKey) {
        case .success(let checkpoint): return Opened(checkpoint: checkpoint, problem: nil)
        case .failure(let error):
            let problem: AuditProblem =
                switch error.refusal {
                case .unreadable: .checkpointUnreadable
                case .foreign: .checkpointForeign
                case .unsigned: .checkpointUnsigned
                }
            return Opened(checkpoint: nil, problem: problem)
        }
    }

    /// Opens a checkpoint of the store, whose columns must say what its note says.
    func open(_ kept: StoredCheckpoint, states: [Int: ChainVerifier.State]) -> Opened {
        let opened = open(kept.note, of: kept.chain)
        guard let checkpoint = opened.checkpoint else { return opened }
        let isSame = checkpoint.size == kept.size && checkpoint.root == kept.root
        let isEdge = states[kept.size].map { $0.root != kept.root || $0.edge == kept.edge } ?? true
        return isSame && isEdge ? opened : Opened(checkpoint: nil, problem: .checkpointUnreadable)
    }

    /// The chain's report: its own first bad entry, else the first checkpoint that does not agree, the smallest first.
    ///
    /// - Parameters:
    ///   - entries: How many were found whole.
    ///   - broken: The first that was not, if there is one.
    func report(
        _ chain: AuditChain, entries: Int, broken: Int?, states: [Int: ChainVerifier.State], _ notes: [Opened]
    ) -> AuditService.ChainReport {
        var (agreeing, covered) = (0, 0)
        var problem: AuditProblem?
        var first: Int?
        for checkpoint in notes.compactMap(\.checkpoint).sorted(by: { $0.size < $1.size }) {
            if checkpoint.size > entries {
                (problem, first) = (.entriesMissing, entries)
                break
            }
            guard states[checkpoint.size]?.root == checkpoint.root else {
                (problem, first) = (.rewritten, covered)
                break
            }
            (agreeing, covered) = (agreeing + 1, checkpoint.size)
        }
        // Where an entry is not as it was written, what comes after says nothing new.
        if let broken { (problem, first) = (.entryChanged, broken) }
        if problem == nil { problem = notes.lazy.compactMap(\.problem).first }
        return AuditService.ChainReport(
            chain, entries: entries, checkpoints: agreeing, problem: problem, firstBadSequence: first)
    }
}
