import AuraCore

/// What recomputing a chain found.
package enum AuditVerification: Hashable, Sendable {
    /// Every entry is as it was written; how many there are.
    case intact(entries: Int)
    /// The first entry that is not as it was written, or is not there.
    case broken(at: Int)
}

extension AuditLog {
    /// Recomputes a chain from its first entry: hashes, sequence, times, and that each column says what its entry
    /// says. One row at a time, so memory does not grow with the log.
    func verify(_ chain: AuditChain, on connection: Connection) throws(StoreError) -> AuditVerification {
        var before = start(of: chain.description)
        var newest: Timestamp?
        var count = 0
        var broken: Int?
        try connection.forEach(
            """
            SELECT sequence, at, entry, leafHash, chainHash FROM auditEntry
            WHERE chain = :chain ORDER BY sequence
            """, ["chain": SQLValue(chain.description)]
        ) { row throws(StoreError) in
            let stored = try row.bytes("chainHash")
            let entry = try entry(of: row, before: before, chainHash: stored)
            guard let entry, entry.sequence == count, entry.chain == chain, entry.at >= newest ?? entry.at else {
                broken = count
                return false
            }
            before = stored
            newest = entry.at
            count += 1
            return true
        }
        return broken.map { .broken(at: $0) } ?? .intact(entries: count)
    }

    /// The row's entry if its hashes and columns agree with it.
    private func entry(of row: Row, before: [UInt8], chainHash: [UInt8]) throws(StoreError) -> AuditEntry? {
        let text = Array(try row.text("entry").utf8)
        let leaf = leafHash(text)
        guard leaf == (try row.bytes("leafHash")), digests.sha256(before + leaf) == chainHash,
            let json = try? JSONValue(parsing: text), let entry = AuditEntry(json), entry.json.canonical == text,
            entry.sequence == (try row.int("sequence")), entry.at == (try row.time("at"))
        else { return nil }
        return entry
    }
}
