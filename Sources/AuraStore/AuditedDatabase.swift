import AuraCore

/// `aura.db`, where no change is written without its audit events.
struct AuditedDatabase: Sendable {
    let database: SQLiteDatabase
    let keyring: KeyringStore
    let audit: AuditLog

    func read<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await database.read(body)
    }

    /// One transaction: the change, its events, the keyring epoch it was made at, and the clock's witness.
    func write<T: Sendable>(
        _ events: [AuditEvent], _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await database.write { [audit, epoch = keyring.seenEpoch] connection throws(StoreError) in
            let result = try body(connection)
            try audit.append(events, on: connection)
            try connection.run(
                "UPDATE installation SET keyringEpoch = :epoch WHERE keyringEpoch < :epoch",
                ["epoch": SQLValue(epoch)])
            if let newest = events.map(\.at).max() {
                try InstallationRow.raiseWitness(to: newest, byAtLeast: 60_000, on: connection)
            }
            return result
        }
    }
}
