package import AuraCore

extension KeyringStore {
    /// Adds keys and raises the epoch.
    ///
    /// - Returns: The new epoch.
    /// - Throws: ``StoreError/exists`` for an id that was ever used, or a week that has an enabled key.
    @discardableResult
    package func insert(_ keys: [WrappedKey]) async throws(StoreError) -> Int {
        let epoch = try await write { connection throws(StoreError) in
            for key in keys { try Self.insert(key, on: connection) }
            return try Self.raiseEpoch(on: connection)
        }
        try FaultPoint.reached(.keyCreated, file: database.file)
        note(epoch)
        return epoch
    }

    /// Destroys keys for good: blobs overwritten, tombstones left, epoch raised, all in one transaction; then the
    /// log is emptied, the file synced, and a new connection proves that nothing is left (VAULT.md §3).
    ///
    /// Keys that are destroyed already stay as they are, and one that is not there has nothing to destroy, so the
    /// call may be repeated.
    ///
    /// - Parameter head: The ledger entry that this carries out.
    /// - Returns: How many keys this call destroyed, and the epoch after it.
    /// - Throws: ``StoreError/locked(by:since:)`` if a long reader keeps the log from being emptied: the keys are
    ///   destroyed, but it is not proved yet.
    @discardableResult
    package func destroy(
        _ ids: [KeyID], reason: String, at moment: Timestamp, applying head: LedgerHead
    ) async throws(StoreError) -> (destroyed: Int, epoch: Int) {
        let (database, lease) = (database, Lease.current)
        let result = try await database.exclusively { access throws(StoreError) in
            let result = try access.transaction { connection throws(StoreError) in
                try lease?.fence(on: connection)
                var destroyed = 0
                for id in ids {
                    destroyed += try Self.destroy(id, reason: reason, at: moment, on: connection)
                }
                try Self.setLedgerHead(head, on: connection)
                return (destroyed: destroyed, epoch: try Self.raiseEpoch(on: connection))
            }
            try FaultPoint.reached(.keyCommitted, file: database.file)
            try access.truncateLog()
            try StoreFile.sync(path: database.path, named: database.file)
            try FaultPoint.reached(.keyTruncated, file: database.file)
            try Self.proveDestroyed(ids, in: database)
            try FaultPoint.reached(.keyProved, file: database.file)
            return result
        }
        note(result.epoch)
        try FaultPoint.reached(.keyEpochRaised, file: database.file)
        return result
    }

    /// Notes that the keyring has applied the ledger up to `head`, for an entry that destroys no key.
    package func setLedgerHead(_ head: LedgerHead) async throws(StoreError) {
        try await write { connection throws(StoreError) in try Self.setLedgerHead(head, on: connection) }
    }

    static func setLedgerHead(_ head: LedgerHead, on connection: Connection) throws(StoreError) {
        try connection.run(
            """
            UPDATE keyring SET ledgerSequence = :sequence, ledgerHead = :hash WHERE ledgerSequence <= :sequence
            """, ["sequence": SQLValue(head.sequence), "hash": SQLValue(head.hash)])
    }

    private static func destroy(
        _ id: KeyID, reason: String, at moment: Timestamp, on connection: Connection
    ) throws(StoreError) -> Int {
        guard let key = try key(id, on: connection), key.state != .destroyed else { return 0 }
        // Same length first, so that the blob's own bytes are overwritten in place; then nothing is left to read.
        try connection.run(
            "UPDATE wrappedKey SET wrapped = :zeros WHERE keyId = :keyId",
            ["zeros": .blob([UInt8](repeating: 0, count: key.wrapped.bytes.count)), "keyId": SQLValue(id)])
        try FaultPoint.reached(.keyOverwritten, file: connection.file)
        return try connection.run(
            """
            UPDATE wrappedKey SET wrapped = :empty, nextWrapped = NULL, state = 'destroyed', destroyedAt = :at, reason = :reason,
                epoch = (SELECT MAX(epoch) + 1 FROM keyring)
            WHERE keyId = :keyId
            """, ["empty": .blob([]), "at": SQLValue(moment), "reason": SQLValue(reason), "keyId": SQLValue(id)])
    }

    static func proveDestroyed(_ ids: [KeyID], in database: SQLiteDatabase) throws(StoreError) {
        try database.readAnew { connection throws(StoreError) in
            for id in ids {
                guard let key = try key(id, on: connection) else { continue }
                guard key.state == .destroyed, key.wrapped.bytes.isEmpty else { throw .notDestroyed }
            }
        }
    }
}
