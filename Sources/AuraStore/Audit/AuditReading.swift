package import AuraCore

/// Which entries of a chain are asked for.
package enum AuditOrder: Sendable {
    case oldestFirst, newestFirst
}

extension AuditLog {
    static func entries(
        of chain: AuditChain, order: AuditOrder, since: Timestamp?, limit: Int, on connection: Connection
    ) throws(StoreError) -> [AuditEntry] {
        let first = try since.map { (since) throws(StoreError) in
            try firstSequence(of: chain, since: since, on: connection)
        }
        let arguments: [String: SQLValue] = [
            "chain": SQLValue(chain.description), "since": SQLValue(since?.milliseconds ?? Int64.min),
            "first": SQLValue(first ?? 0), "limit": SQLValue(limit),
        ]
        let rows =
            switch order {
            case .oldestFirst:
                try connection.rows(
                    """
                    SELECT entry FROM auditEntry WHERE chain = :chain AND sequence >= :first AND at >= :since
                    ORDER BY sequence LIMIT :limit
                    """, arguments)
            case .newestFirst:
                try connection.rows(
                    """
                    SELECT entry FROM auditEntry WHERE chain = :chain AND sequence >= :first AND at >= :since
                    ORDER BY sequence DESC LIMIT :limit
                    """, arguments)
            }
        return try rows.map { row throws(StoreError) in
            guard let entry = AuditEntry(canonical: Array(try row.text("entry").utf8)) else { throw row.damaged }
            return entry
        }
    }

    /// Where a chain's entries of a moment and later begin. Times never fall in a chain, so halving finds the place; one
    /// from which an entry was taken is gone through from its beginning.
    private static func firstSequence(
        of chain: AuditChain, since: Timestamp, on connection: Connection
    ) throws(StoreError) -> Int {
        var (low, high) = (
            0,
            try connection.count(
                "SELECT COALESCE(MAX(sequence) + 1, 0) FROM auditEntry WHERE chain = :chain",
                ["chain": SQLValue(chain.description)])
        )
        while low < high {
            let middle = (low + high) / 2
            let row = try connection.row(
                "SELECT at FROM auditEntry WHERE chain = :chain AND sequence = :sequence",
                ["chain": SQLValue(chain.description), "sequence": SQLValue(middle)])
            guard let row else { return 0 }
            if try row.time("at") < since { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func payload(
        of entry: AuditEntry, on connection: Connection
    ) throws(StoreError) -> AuditPayload? {
        try connection.row(
            """
            SELECT commitment, sealed, ownerKeyId FROM auditPayload
            WHERE chain = :chain AND commitment = :commitment
            """, ["chain": SQLValue(entry.chain.description), "commitment": SQLValue(entry.commitment)]
        ).map { row throws(StoreError) in
            AuditPayload(
                commitment: try row.text("commitment"), sealed: try row.sealed("sealed"),
                ownerKey: try row.read("ownerKeyId"))
        }
    }
}

extension TenantReader {
    /// Entries of the tenant's own chain.
    ///
    /// - Parameter since: Those made at or after the moment.
    package func auditEntries(
        _ order: AuditOrder, since: Timestamp? = nil, limit: Int
    ) throws(StoreError) -> [AuditEntry] {
        try AuditLog.entries(of: .tenant(id), order: order, since: since, limit: limit, on: connection)
    }

    /// An entry's sealed payload; nothing if it was erased, or if the entry is of another chain.
    package func auditPayload(of entry: AuditEntry) throws(StoreError) -> AuditPayload? {
        guard entry.chain == .tenant(id) else { return nil }
        return try AuditLog.payload(of: entry, on: connection)
    }
}

extension OperatorReader {
    /// Entries of one chain.
    ///
    /// - Parameter since: Those made at or after the moment.
    package func auditEntries(
        of chain: AuditChain, _ order: AuditOrder, since: Timestamp? = nil, limit: Int
    ) throws(StoreError) -> [AuditEntry] {
        try AuditLog.entries(of: chain, order: order, since: since, limit: limit, on: connection)
    }

    /// An entry's sealed payload; nothing if it was erased.
    package func auditPayload(of entry: AuditEntry) throws(StoreError) -> AuditPayload? {
        try AuditLog.payload(of: entry, on: connection)
    }

    /// Every chain there is, those of erased tenants included.
    ///
    /// - Parameter last: The last chain of the page before.
    package func chains(after last: AuditChain? = nil, limit: Int) throws(StoreError) -> [AuditChain] {
        var chains: [AuditChain] = []
        var name = last?.description ?? ""
        // One step of the primary key per chain, instead of a walk over every entry.
        while chains.count < limit,
            let row = try connection.row(
                "SELECT chain FROM auditEntry WHERE chain > :last ORDER BY chain LIMIT 1", ["last": SQLValue(name)])
        {
            name = try row.text("chain")
            guard let chain = AuditChain(name) else { throw row.damaged }
            chains.append(chain)
        }
        return chains
    }
}

extension TenantStore {
    /// Recomputes the tenant's chain from its first entry.
    package func verifyAudit() async throws(StoreError) -> AuditVerification {
        try await database.read { [id, audit = database.audit] connection throws(StoreError) in
            try audit.verify(.tenant(id), on: connection)
        }
    }
}
