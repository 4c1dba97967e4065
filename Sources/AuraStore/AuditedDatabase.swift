import AuraCore

/// `aura.db`, where no change is written without its audit events.
struct AuditedDatabase: Sendable {
    let database: SQLiteDatabase
    let keyring: KeyringStore
    var audit: AuditLog
    let anchor: AnchorFile

    func read<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await database.read(body)
    }

    /// One transaction: the change, its events, the keyring epoch it was made at, and the clock's witness.
    func write<T: Sendable>(
        _ events: [AuditEvent], _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await write(events, body) { result, _, _ throws(StoreError) in result }
    }

    /// The same, with what is to be written once the events stand in the log.
    func write<T: Sendable, Result: Sendable>(
        _ events: [AuditEvent], _ body: @escaping @Sendable (Connection) throws(StoreError) -> T,
        then finish: @escaping @Sendable (T, [AuditEntry], Connection) throws(StoreError) -> Result
    ) async throws(StoreError) -> Result {
        let lease = Lease.current
        return try await database.write(as: .schema, locking: []) {
            [audit, epoch = keyring.seenEpoch] connection throws(StoreError) in
            if let lease, let now = events.map(\.at).max() { try lease.renew(at: now, on: connection) }
            let done = try body(connection)
            let entries = try audit.append(events, on: connection)
            let result = try finish(done, entries, connection)
            try connection.run(
                "UPDATE installation SET keyringEpoch = :epoch WHERE keyringEpoch < :epoch",
                ["epoch": SQLValue(epoch)])
            if let newest = events.map(\.at).max() {
                try InstallationRow.raiseWitness(to: newest, byAtLeast: 60_000, on: connection)
            }
            return (result, try ChainHead.newest(of: Set(events.map(\.chain)), on: connection))
        } then: { [anchor] (_, heads) in
            // The change is made: an anchor that cannot be written now lags, which the next note makes good.
            try? anchor.note(heads)
        }.0
    }
}
