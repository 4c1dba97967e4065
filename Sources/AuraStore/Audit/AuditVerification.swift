package import AuraCore

/// What recomputing a chain found.
package enum AuditVerification: Hashable, Sendable {
    /// Every entry is as it was written; how many there are.
    case intact(entries: Int)
    /// The first entry that is not as it was written, or is not there.
    case broken(at: Int)
}

/// A chain recomputed, with what its checkpoints are to be compared with.
package struct AuditWalk: Sendable {
    package let verification: AuditVerification
    /// The tree at the sizes that were asked for, as far as the chain goes.
    package let states: [Int: ChainVerifier.State]
    /// The checkpoints that the store keeps of it, the smallest first.
    package let checkpoints: [StoredCheckpoint]
}

extension AuditLog {
    /// Recomputes a chain from its first entry: hashes, sequence, times, and that each column says what its entry
    /// says. One row at a time, so memory does not grow with the log.
    func verify(_ chain: AuditChain, on connection: Connection) throws(StoreError) -> AuditVerification {
        try walk(chain, statesAt: [], on: connection).verification
    }

    func walk(
        _ chain: AuditChain, statesAt sizes: Set<Int>, on connection: Connection
    ) throws(StoreError) -> AuditWalk {
        let checkpoints = try OperatorReader(connection: connection).checkpoints(of: chain, limit: Limits.checkpoints)
        var verifier = ChainVerifier(chain, statesAt: sizes.union(checkpoints.map(\.size)), digests)
        var broken: Int?
        try connection.forEach(
            """
            SELECT sequence, at, entry, leafHash, chainHash FROM auditEntry
            WHERE chain = :chain ORDER BY sequence
            """, ["chain": SQLValue(chain.description)]
        ) { row throws(StoreError) in
            let place = verifier.count
            guard try row.int("sequence") == place,
                verifier.add(Array(try row.text("entry").utf8), hash: try row.bytes("chainHash")),
                verifier.leafHash == (try row.bytes("leafHash")), verifier.newest == (try row.time("at"))
            else {
                broken = place
                return false
            }
            return true
        }
        return AuditWalk(
            verification: broken.map { .broken(at: $0) } ?? .intact(entries: verifier.count),
            states: verifier.states, checkpoints: checkpoints)
    }
}
