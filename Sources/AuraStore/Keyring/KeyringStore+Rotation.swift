package import AuraCore

/// One key in another wrap: what it was wrapped as, and what it is to be.
package struct Rewrap: Hashable, Sendable {
    package let id: KeyID
    package let old: SealedValue
    package let new: SealedValue

    package init(id: KeyID, old: SealedValue, new: SealedValue) {
        self.id = id
        self.old = old
        self.new = new
    }
}

/// The rotation of tenant and owner keys (VAULT.md §2): a new key is added before it is promoted, an old one disabled
/// before it is destroyed. No rotation is in the ledger, since it erases nothing: an older keyring that is restored
/// together with its data still opens it.
extension KeyringStore {
    /// Moves a tenant's keys from its old tenant keys to the newest, in one transaction. Once none is left under an old
    /// one, that is disabled. A key whose wrap is another meanwhile stays as it is.
    ///
    /// - Parameter tenantKey: The new tenant key; added if it is not there yet.
    /// - Returns: How many keys are still wrapped by an old tenant key.
    package func rewrap(
        _ rewraps: [Rewrap], by tenantKey: WrappedKey, of tenant: Tenant.ID, at moment: Timestamp
    ) async throws(StoreError) -> Int {
        let (left, epoch) = try await write { connection throws(StoreError) in
            if try Self.key(tenantKey.id, on: connection) == nil { try Self.insert(tenantKey, on: connection) }
            for rewrap in rewraps {
                try connection.run(
                    "UPDATE wrappedKey SET wrapped = :new WHERE keyId = :keyId AND wrapped = :old",
                    ["new": SQLValue(rewrap.new), "old": SQLValue(rewrap.old), "keyId": SQLValue(rewrap.id)])
            }
            let left = try connection.count(
                """
                SELECT COUNT(*) AS keys FROM wrappedKey
                WHERE tenantId = :tenantId AND kind IN ('owner', 'period', 'index') AND state <> 'destroyed'
                    AND SUBSTR(wrapped, 7, 16) <> :tenantKey
                """, ["tenantId": SQLValue(tenant), "tenantKey": .blob(tenantKey.id.bytes)])
            if left == 0 {
                try connection.run(
                    """
                    UPDATE wrappedKey SET state = 'disabled', disabledAt = :at, successorId = :tenantKey
                    WHERE tenantId = :tenantId AND kind = 'tenant' AND state = 'enabled' AND keyId <> :tenantKey
                    """,
                    [
                        "at": SQLValue(moment), "tenantKey": SQLValue(tenantKey.id), "tenantId": SQLValue(tenant),
                    ])
            }
            return (left, try Self.raiseEpoch(on: connection))
        }
        note(epoch)
        return left
    }

    /// A tenant's keys that another tenant key than this one wraps, by id.
    package func keys(
        of tenant: Tenant.ID, notWrappedBy tenantKey: KeyID, limit: Int
    ) async throws(StoreError) -> [WrappedKey] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
                FROM wrappedKey
                WHERE tenantId = :tenantId AND kind IN ('owner', 'period', 'index') AND state <> 'destroyed'
                    AND SUBSTR(wrapped, 7, 16) <> :tenantKey
                ORDER BY keyId LIMIT :limit
                """,
                [
                    "tenantId": SQLValue(tenant), "tenantKey": .blob(tenantKey.bytes), "limit": SQLValue(limit),
                ]
            ).map(Self.wrappedKey)
        }
    }

    /// Adds an owner key that is to replace another; until that is disabled, both are at hand for each operation of the
    /// tenant.
    ///
    /// - Throws: ``StoreError/absent`` if the old key is not enabled.
    package func replace(_ old: KeyID, by key: WrappedKey) async throws(StoreError) {
        let epoch = try await write { connection throws(StoreError) in
            try Self.insert(key, on: connection)
            let changed = try connection.run(
                "UPDATE wrappedKey SET successorId = :new WHERE keyId = :old AND state = 'enabled'",
                ["new": SQLValue(key.id), "old": SQLValue(old)])
            guard changed == 1 else { throw .absent }
            return try Self.raiseEpoch(on: connection)
        }
        note(epoch)
    }

    /// Takes a key out of use; it stays for a while, then ``retire(_:at:)`` destroys it. May be repeated.
    package func disable(_ id: KeyID, at moment: Timestamp) async throws(StoreError) {
        let epoch = try await write { connection throws(StoreError) in
            try connection.run(
                """
                UPDATE wrappedKey SET state = 'disabled', disabledAt = :at WHERE keyId = :keyId AND state = 'enabled'
                """, ["at": SQLValue(moment), "keyId": SQLValue(id)])
            return try Self.raiseEpoch(on: connection)
        }
        note(epoch)
    }

    /// Destroys keys that a rotation has taken out of use, as ``destroy(_:reason:at:applying:)`` does, but for no entry
    /// of the ledger. A key that is enabled stays.
    package func retire(_ ids: [KeyID], at moment: Timestamp) async throws(StoreError) {
        // One that is destroyed already is proved again: a kill may have come before the proof.
        let retired = try await keys(ids).filter { $0.state != .enabled }.map(\.id)
        guard !retired.isEmpty else { return }
        try await destroy(retired, reason: "rotated", at: moment, applying: try await ledgerHead())
    }

    /// Keys that were disabled by a moment, oldest first.
    ///
    /// - Parameter tenant: One tenant's alone; nothing means all.
    package func disabledKeys(
        _ kind: KeyKind, of tenant: Tenant.ID?, by moment: Timestamp, limit: Int
    ) async throws(StoreError) -> [KeyID] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId FROM wrappedKey
                WHERE state = 'disabled' AND disabledAt <= :moment AND kind = :kind
                    AND (CAST(:tenantId AS TEXT) IS NULL OR tenantId = :tenantId)
                ORDER BY disabledAt, keyId LIMIT :limit
                """,
                [
                    "moment": SQLValue(moment), "kind": SQLValue(kind), "tenantId": SQLValue(tenant),
                    "limit": SQLValue(limit),
                ]
            ).map { row throws(StoreError) in try row.read("keyId") }
        }
    }

    /// Enabled tenant and owner keys that were made by a moment and are not being replaced.
    package func keys(madeBy moment: Timestamp, limit: Int) async throws(StoreError) -> [WrappedKey] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
                FROM wrappedKey
                WHERE kind IN ('tenant', 'owner') AND state = 'enabled' AND createdAt <= :moment
                    AND successorId IS NULL
                ORDER BY createdAt, keyId LIMIT :limit
                """, ["moment": SQLValue(moment), "limit": SQLValue(limit)]
            ).map(Self.wrappedKey)
        }
    }

    /// The keys that a key has replaced and that are not destroyed yet: what they sealed is the same owner's.
    package func predecessors(of id: KeyID, tenant: Tenant.ID) async throws(StoreError) -> [KeyID] {
        try await database.read { connection throws(StoreError) in
            var found: [KeyID] = []
            var newest = [id]
            while !newest.isEmpty {
                var older: [KeyID] = []
                for key in newest {
                    let rows = try connection.rows(
                        """
                        SELECT keyId FROM wrappedKey
                        WHERE tenantId = :tenantId AND successorId = :keyId AND kind = 'owner'
                            AND state <> 'destroyed'
                        LIMIT 100
                        """, ["tenantId": SQLValue(tenant), "keyId": SQLValue(key)])
                    for row in rows { older.append(try row.read("keyId")) }
                }
                newest = older.filter { !found.contains($0) }
                found += newest
            }
            return found
        }
    }

    /// Refuses a wrapping key that is no longer in use.
    static func checkInUse(_ wrapping: KeyID, on connection: Connection) throws(StoreError) {
        let row = try connection.row(
            """
            SELECT keyId FROM wrappedKey WHERE keyId = :keyId AND state <> 'enabled'
            UNION ALL
            SELECT rootKeyId FROM rootKey WHERE rootKeyId = :keyId AND retiredAt IS NOT NULL
            LIMIT 1
            """, ["keyId": SQLValue(wrapping)])
        if row != nil { throw .retiredKey(wrapping) }
    }
}
