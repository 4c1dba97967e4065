package import AuraCore

/// Keys that were made and then not used: a process was killed between the two (FAULTS.md §2).
extension KeyringStore {
    /// Up to which moment of making the keys were looked through.
    package func collectedThrough() async throws(StoreError) -> Timestamp {
        try await database.read { connection throws(StoreError) in
            guard let row = try connection.row("SELECT collectedThrough FROM keyring LIMIT 1") else {
                throw .corrupt(file: connection.file)
            }
            return try row.time("collectedThrough")
        }
    }

    /// Enabled owner and index keys that were made after one moment and by another, oldest first.
    ///
    /// - Parameter last: The last key of the page before.
    package func keys(
        madeAfter start: Timestamp, by end: Timestamp, after last: WrappedKey? = nil, limit: Int
    ) async throws(StoreError) -> [WrappedKey] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
                FROM wrappedKey
                WHERE state = 'enabled' AND kind IN ('owner', 'index') AND createdAt > :start AND createdAt <= :end
                    AND (createdAt > :lastAt OR (createdAt = :lastAt AND keyId > :last))
                ORDER BY createdAt, keyId LIMIT :limit
                """,
                [
                    "start": SQLValue(start), "end": SQLValue(end), "lastAt": SQLValue(last?.createdAt ?? start),
                    "last": SQLValue(last?.id.description ?? ""), "limit": SQLValue(limit),
                ]
            ).map(Self.wrappedKey)
        }
    }

    /// Destroys keys that nothing was ever sealed under, as ``destroy(_:reason:at:applying:)`` does but for no entry of
    /// the ledger, and notes how far was looked. A key that one of them was to replace is no longer being replaced.
    package func collect(
        _ ids: [KeyID], through moment: Timestamp, at now: Timestamp
    ) async throws(StoreError) {
        if !ids.isEmpty {
            try await destroy(ids, reason: "unused", at: now, applying: try await ledgerHead())
        }
        try await write { connection throws(StoreError) in
            for id in ids {
                try connection.run(
                    "UPDATE wrappedKey SET successorId = NULL WHERE successorId = :keyId AND state = 'enabled'",
                    ["keyId": SQLValue(id)])
            }
            try connection.run(
                "UPDATE keyring SET collectedThrough = :moment WHERE collectedThrough < :moment",
                ["moment": SQLValue(moment)])
        }
    }
}
