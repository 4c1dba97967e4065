import AuraCore

/// The hash-chained log, written inside the transaction of the change it tells of (VAULT.md §7):
/// leafHash = SHA-256(0x00 ‖ canonical entry), chainHash = SHA-256(the one before ‖ leafHash).
struct AuditLog: Sendable {
    let digests: StoreDigests
    /// Who signs the checkpoints; none while an installation is made.
    var signer: CheckpointSigner?

    /// Appends the events in order, each to its own chain, and signs a chain that has no checkpoint of the day yet.
    ///
    /// - Returns: The entries, in the order of the events.
    @discardableResult
    func append(_ events: [AuditEvent], on connection: Connection) throws(StoreError) -> [AuditEntry] {
        var entries: [AuditEntry] = []
        for event in events { entries.append(try append(event, on: connection)) }
        for entry in entries { try checkpointDaily(entry.chain, at: entry.at, on: connection) }
        return entries
    }

    private func append(_ event: AuditEvent, on connection: Connection) throws(StoreError) -> AuditEntry {
        let chain = SQLValue(event.chain.description)
        let newest = try connection.row(
            """
            SELECT sequence, at, chainHash FROM auditEntry
            WHERE chain = :chain ORDER BY sequence DESC LIMIT 1
            """, ["chain": chain])
        let entry = AuditEntry(
            event, sequence: try newest?.next(after: "sequence") ?? 0,
            notBefore: try newest?.time("at"))
        let canonical = entry.json.canonical
        let leaf = digests.leaf(canonical)
        let before = try newest?.bytes("chainHash") ?? digests.chainStart(of: event.chain)
        try connection.run(
            """
            INSERT INTO auditEntry (chain, sequence, at, entry, leafHash, chainHash)
            VALUES (:chain, :sequence, :at, :entry, :leafHash, :chainHash)
            """,
            [
                "chain": chain, "sequence": SQLValue(entry.sequence), "at": SQLValue(entry.at),
                "entry": SQLValue(String(decoding: canonical, as: UTF8.self)), "leafHash": .blob(leaf),
                "chainHash": .blob(digests.sha256(before + leaf)),
            ])
        try store(event.payload, of: entry, on: connection)
        return entry
    }

    private func store(_ payload: AuditPayload, of entry: AuditEntry, on connection: Connection) throws(StoreError) {
        if case .tenant(let tenant) = entry.chain {
            try Fence.check(payload.ownerKey, of: tenant, on: connection)
        }
        try connection.run(
            """
            INSERT INTO auditPayload (chain, commitment, sequence, ownerKeyId, sealed)
            VALUES (:chain, :commitment, :sequence, :ownerKeyId, :sealed)
            """,
            [
                "chain": SQLValue(entry.chain.description), "commitment": SQLValue(payload.commitment),
                "sequence": SQLValue(entry.sequence), "ownerKeyId": SQLValue(payload.ownerKey),
                "sealed": SQLValue(payload.sealed),
            ])
    }
}
