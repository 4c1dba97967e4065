package import AuraCore

/// The fingerprints of the root keys: which one wraps the keys at the top, and which one is to.
package struct RootKeys: Hashable, Sendable {
    package let current: KeyID
    package let createdAt: Timestamp
    /// The root key to come: every key is wrapped by both, and either opens the installation.
    package let next: KeyID?
    /// How many there ever were, those two included.
    package let count: Int

    /// Whether an installation opens with this root key now.
    package func admits(_ id: KeyID) -> Bool {
        id == current || id == next
    }
}

/// The rotation of the root key (VAULT.md §2): the next one is added beside the current one, proved, then promoted.
extension KeyringStore {
    /// Which root keys there are.
    package func rootKeys() async throws(StoreError) -> RootKeys {
        try await database.read { connection throws(StoreError) in try Self.rootKeys(on: connection) }
    }

    /// Adds the next root key, with the keys that it wraps too, in one transaction. Until it is promoted, either root
    /// key opens the installation. The same key may be added again, with more wraps.
    ///
    /// - Parameter wraps: The same keys as they are, wrapped by the next root key.
    /// - Throws: ``StoreError/exists`` if this root key was ever in use, or another is being added.
    package func addRootKey(
        _ next: KeyID, wraps: [KeyID: SealedValue], at moment: Timestamp
    ) async throws(StoreError) {
        let epoch = try await write { connection throws(StoreError) in
            let keys = try Self.rootKeys(on: connection)
            if keys.next != next {
                guard keys.next == nil else { throw .exists }
                try Self.insertRootKey(next, at: moment, on: connection)
                try connection.run("UPDATE keyring SET nextRootKeyId = :next", ["next": SQLValue(next)])
            }
            for (id, wrap) in wraps {
                try connection.run(
                    "UPDATE wrappedKey SET nextWrapped = :wrap WHERE keyId = :keyId AND state <> 'destroyed'",
                    ["wrap": SQLValue(wrap), "keyId": SQLValue(id)])
            }
            return try Self.raiseEpoch(on: connection)
        }
        note(epoch)
    }

    /// Gives up a root key that was added and not promoted. Its fingerprint stays, so that it is not used again.
    ///
    /// - Returns: False if a key is wrapped by it alone already: then it can only be promoted.
    package func abandonRootKey(_ next: KeyID, at moment: Timestamp) async throws(StoreError) -> Bool {
        try await write { connection throws(StoreError) in
            guard try Self.rootKeys(on: connection).next == next else { return true }
            let alone = try connection.count(
                "SELECT COUNT(*) AS keys FROM wrappedKey WHERE SUBSTR(wrapped, 7, 16) = :next",
                ["next": .blob(next.bytes)])
            guard alone == 0 else { return false }
            try connection.run("UPDATE wrappedKey SET nextWrapped = NULL WHERE nextWrapped IS NOT NULL")
            try connection.run("UPDATE keyring SET nextRootKeyId = NULL")
            try Self.retireRootKey(next, at: moment, on: connection)
            _ = try Self.raiseEpoch(on: connection)
            return true
        }
    }

    /// Makes the next root key the only one, in one transaction; the old one is retired. May be repeated.
    ///
    /// - Returns: How many keys lack a wrap by the next root key; then nothing was changed.
    package func promoteRootKey(_ next: KeyID, at moment: Timestamp) async throws(StoreError) -> Int {
        let (missing, epoch) = try await write { connection throws(StoreError) in
            let keys = try Self.rootKeys(on: connection)
            guard keys.next == next else {
                guard keys.current == next else { throw .absent }
                return (0, try Self.epoch(on: connection))
            }
            let missing = try connection.count(
                """
                SELECT COUNT(*) AS keys FROM wrappedKey
                WHERE kind IN ('tenant', 'billing', 'ledger', 'signing', 'lookup', 'operator')
                    AND state <> 'destroyed' AND SUBSTR(COALESCE(nextWrapped, wrapped), 7, 16) <> :next
                """, ["next": .blob(next.bytes)])
            guard missing == 0 else { return (missing, try Self.epoch(on: connection)) }
            try connection.run(
                "UPDATE wrappedKey SET wrapped = nextWrapped, nextWrapped = NULL WHERE nextWrapped IS NOT NULL")
            try connection.run(
                "UPDATE keyring SET rootKeyId = :next, nextRootKeyId = NULL", ["next": SQLValue(next)])
            try Self.retireRootKey(keys.current, at: moment, on: connection)
            return (0, try Self.raiseEpoch(on: connection))
        }
        note(epoch)
        return missing
    }

    /// The keys that the root key wraps and that are not destroyed, by id.
    ///
    /// - Parameter last: The last key of the page before.
    package func rootWrappedKeys(after last: KeyID? = nil, limit: Int) async throws(StoreError) -> [WrappedKey] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
                FROM wrappedKey
                WHERE kind IN ('tenant', 'billing', 'ledger', 'signing', 'lookup', 'operator')
                    AND state <> 'destroyed' AND keyId > :last
                ORDER BY keyId LIMIT :limit
                """, ["last": SQLValue(last?.description ?? ""), "limit": SQLValue(limit)]
            ).map(Self.wrappedKey)
        }
    }

    static func insertRootKey(_ id: KeyID, at moment: Timestamp, on connection: Connection) throws(StoreError) {
        try connection.run(
            "INSERT INTO rootKey (rootKeyId, createdAt, retiredAt) VALUES (:rootKeyId, :createdAt, NULL)",
            ["rootKeyId": SQLValue(id), "createdAt": SQLValue(moment)])
    }

    private static func retireRootKey(
        _ id: KeyID, at moment: Timestamp, on connection: Connection
    ) throws(StoreError) {
        try connection.run(
            "UPDATE rootKey SET retiredAt = :at WHERE rootKeyId = :rootKeyId",
            ["at": SQLValue(moment), "rootKeyId": SQLValue(id)])
    }

    private static func rootKeys(on connection: Connection) throws(StoreError) -> RootKeys {
        guard
            let row = try connection.row(
                """
                SELECT rootKeyId, nextRootKeyId,
                    (SELECT createdAt FROM rootKey WHERE rootKey.rootKeyId = keyring.rootKeyId) AS createdAt,
                    (SELECT COUNT(*) FROM rootKey) AS keys
                FROM keyring LIMIT 1
                """)
        else { throw .corrupt(file: Store.keyringFile) }
        return RootKeys(
            current: try row.read("rootKeyId"), createdAt: try row.time("createdAt"),
            next: try row.readOptional("nextRootKeyId"), count: try row.int("keys"))
    }
}
