package import AuraCore

extension AuditLog {
    /// Signs the chain as it stands, unless its newest checkpoint already is of this size.
    ///
    /// The tree goes on from the edge that the newest checkpoint kept; an edge that does not give that checkpoint's
    /// root is not believed, and the tree is computed anew.
    ///
    /// - Returns: The newest checkpoint; nothing for an empty chain, or where nobody can sign.
    func checkpoint(
        _ chain: AuditChain, at moment: Timestamp, on connection: Connection
    ) throws(StoreError) -> StoredCheckpoint? {
        guard let signer else { return nil }
        let newest = try AuditLog.newestCheckpoint(of: chain, upTo: .max, on: connection)
        let edge = try self.edge(of: chain, upTo: .max, on: connection)
        guard edge.count > 0 else { return nil }
        if let newest, newest.size == edge.count { return newest }
        let root = edge.root(digests)
        guard let note = signer.note(chain, edge.count, root) else { throw .failed(code: 0) }
        let made = StoredCheckpoint(
            chain: chain, size: edge.count, createdAt: moment, root: root, edge: edge, note: note)
        try AuditLog.insert(made, on: connection)
        return made
    }

    /// The tree's edge over the first `size` entries of a chain, or over as many as there are.
    private func edge(of chain: AuditChain, upTo size: Int, on connection: Connection) throws(StoreError) -> MerkleEdge
    {
        var edge = MerkleEdge()
        let start = try AuditLog.newestCheckpoint(of: chain, upTo: size, on: connection)
        if let start, start.edge.root(digests) == start.root { edge = start.edge }
        try connection.forEach(
            """
            SELECT leafHash FROM auditEntry WHERE chain = :chain AND sequence >= :first AND sequence < :size
            ORDER BY sequence
            """, ["chain": SQLValue(chain.description), "first": SQLValue(edge.count), "size": SQLValue(size)]
        ) { row throws(StoreError) in
            edge.append(try row.bytes("leafHash"), digests)
            return true
        }
        return edge
    }

    /// The proof that the chain's newest entry stands in it, against a checkpoint made now; nothing where nobody can
    /// sign.
    func proof(of entry: AuditEntry, on connection: Connection) throws(StoreError) -> InclusionProof? {
        guard let checkpoint = try checkpoint(entry.chain, at: entry.at, on: connection) else { return nil }
        guard checkpoint.size == entry.sequence + 1 else { throw .failed(code: 0) }
        let before = try edge(of: entry.chain, upTo: entry.sequence, on: connection)
        return InclusionProof(entry: entry, path: before.pathOfNext, checkpoint: checkpoint.note, size: checkpoint.size)
    }

    /// Signs the chain if no checkpoint of it is of the day of `moment` or later.
    func checkpointDaily(_ chain: AuditChain, at moment: Timestamp, on connection: Connection) throws(StoreError) {
        guard signer != nil else { return }
        let newest = try connection.row(
            "SELECT createdAt FROM auditCheckpoint WHERE chain = :chain ORDER BY size DESC LIMIT 1",
            ["chain": SQLValue(chain.description)])
        if let newest, try newest.time("createdAt") >= Timestamp(startOf: moment.date) { return }
        _ = try checkpoint(chain, at: moment, on: connection)
    }

    static func newestCheckpoint(
        of chain: AuditChain, upTo size: Int, on connection: Connection
    ) throws(StoreError) -> StoredCheckpoint? {
        try connection.row(
            """
            SELECT chain, size, createdAt, root, edge, note FROM auditCheckpoint
            WHERE chain = :chain AND size <= :size ORDER BY size DESC LIMIT 1
            """, ["chain": SQLValue(chain.description), "size": SQLValue(size)]
        ).map(Rows.checkpoint)
    }

    private static func insert(_ checkpoint: StoredCheckpoint, on connection: Connection) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO auditCheckpoint (chain, size, createdAt, root, edge, note)
            VALUES (:chain, :size, :createdAt, :root, :edge, :note)
            """,
            [
                "chain": SQLValue(checkpoint.chain.description), "size": SQLValue(checkpoint.size),
                "createdAt": SQLValue(checkpoint.createdAt), "root": .blob(checkpoint.root),
                "edge": .blob(checkpoint.edge.bytes), "note": SQLValue(checkpoint.note),
            ])
    }
}

extension Rows {
    static func checkpoint(_ row: Row) throws(StoreError) -> StoredCheckpoint {
        let size = try row.int("size")
        guard let chain = AuditChain(try row.text("chain")),
            let edge = MerkleEdge(count: size, bytes: try row.bytes("edge"))
        else { throw row.damaged }
        return StoredCheckpoint(
            chain: chain, size: size, createdAt: try row.time("createdAt"), root: try row.bytes("root"), edge: edge,
            note: try row.text("note"))
    }
}

extension OperatorReader {
    /// Checkpoints of one chain, the smallest first.
    ///
    /// - Parameter last: The size of the last one of the page before.
    package func checkpoints(
        of chain: AuditChain, after last: Int = 0, limit: Int
    ) throws(StoreError) -> [StoredCheckpoint] {
        try connection.rows(
            """
            SELECT chain, size, createdAt, root, edge, note FROM auditCheckpoint
            WHERE chain = :chain AND size > :last ORDER BY size LIMIT :limit
            """, ["chain": SQLValue(chain.description), "last": SQLValue(last), "limit": SQLValue(limit)]
        ).map(Rows.checkpoint)
    }

    /// One entry of a chain; nothing if it is not that long.
    package func auditEntry(_ sequence: Int, of chain: AuditChain) throws(StoreError) -> AuditEntry? {
        try connection.row(
            "SELECT entry FROM auditEntry WHERE chain = :chain AND sequence = :sequence",
            ["chain": SQLValue(chain.description), "sequence": SQLValue(sequence)]
        ).map { row throws(StoreError) in
            guard let entry = AuditEntry(canonical: Array(try row.text("entry").utf8)) else { throw row.damaged }
            return entry
        }
    }

    /// The leaf hashes of a chain's first `count` entries, for the tree over them: 32 bytes each.
    package func leafHashes(of chain: AuditChain, count: Int) throws(StoreError) -> [[UInt8]] {
        var hashes: [[UInt8]] = []
        try connection.forEach(
            "SELECT leafHash FROM auditEntry WHERE chain = :chain ORDER BY sequence LIMIT :count",
            ["chain": SQLValue(chain.description), "count": SQLValue(count)]
        ) { row throws(StoreError) in
            hashes.append(try row.bytes("leafHash"))
            return true
        }
        return hashes
    }

    /// A chain's first `count` entries as they are hashed, each with the chain's hash after it.
    package func canonicalEntries(
        of chain: AuditChain, count: Int
    ) throws(StoreError) -> [(text: String, hash: [UInt8])] {
        try connection.rows(
            "SELECT entry, chainHash FROM auditEntry WHERE chain = :chain ORDER BY sequence LIMIT :count",
            ["chain": SQLValue(chain.description), "count": SQLValue(count)]
        ).map { row throws(StoreError) in (try row.text("entry"), try row.bytes("chainHash")) }
    }
}

extension OperatorStore {
    /// Signs a chain as it stands and keeps the checkpoint; the newest one if nothing was written since.
    ///
    /// It is part of the log, which it proves, and so has no event of its own in it.
    ///
    /// - Returns: Nothing for a chain without entries.
    package func checkpoint(_ chain: AuditChain, at moment: Timestamp) async throws(StoreError) -> StoredCheckpoint? {
        try await database.database.write { [audit = database.audit] connection throws(StoreError) in
            try audit.checkpoint(chain, at: moment, on: connection)
        }
    }

    /// Recomputes one chain from its first entry, and its tree at the sizes of its checkpoints and at those given.
    package func walk(
        _ chain: AuditChain, statesAt sizes: Set<Int> = []
    ) async throws(StoreError) -> AuditWalk {
        try await database.read { [audit = database.audit] connection throws(StoreError) in
            try audit.walk(chain, statesAt: sizes, on: connection)
        }
    }
}
