import AuraCore

extension KeyringStore {
    static func epoch(on connection: Connection) throws(StoreError) -> Int {
        guard let row = try connection.row("SELECT epoch FROM keyring LIMIT 1") else {
            throw .corrupt(file: Store.keyringFile)
        }
        return try row.int("epoch")
    }

    static func raiseEpoch(on connection: Connection) throws(StoreError) -> Int {
        try connection.run("UPDATE keyring SET epoch = epoch + 1")
        return try epoch(on: connection)
    }

    static func key(_ id: KeyID, on connection: Connection) throws(StoreError) -> WrappedKey? {
        try connection.row(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey
            WHERE keyId = :keyId
            """, ["keyId": SQLValue(id)]
        ).map(wrappedKey)
    }

    /// The enabled key of a week, else the tombstone of the one that it had.
    static func periodKey(_ name: PeriodKeyName, on connection: Connection) throws(StoreError) -> WrappedKey? {
        try connection.row(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey
            WHERE tenantId = :tenantId AND dataClass = :dataClass AND period = :period AND kind = 'period'
            ORDER BY CASE state WHEN 'enabled' THEN 0 ELSE 1 END, createdAt DESC, keyId LIMIT 1
            """,
            [
                "tenantId": SQLValue(name.tenant), "dataClass": SQLValue(name.dataClass),
                "period": SQLValue(name.period),
            ]
        ).map(wrappedKey)
    }

    static func newestKey(
        _ kind: KeyKind, of tenant: Tenant.ID?, on connection: Connection
    ) throws(StoreError) -> WrappedKey? {
        try connection.row(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey
            WHERE tenantId = :tenantId AND kind = :kind AND state = 'enabled'
            ORDER BY version DESC, createdAt DESC, keyId LIMIT 1
            """,
            ["tenantId": SQLValue(tenant?.rawValue ?? "-"), "kind": SQLValue(kind)]
        ).map(wrappedKey)
    }

    /// The keys that a tenant's others may be wrapped by, and the owner keys that are being replaced: what has to be
    /// at hand for every value of the tenant to open, whatever is being rotated.
    static func keysInUse(of tenant: Tenant.ID, on connection: Connection) throws(StoreError) -> [WrappedKey] {
        try connection.rows(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey WHERE tenantId = :tenantId AND kind = 'tenant' AND state = 'enabled'
            UNION ALL
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey WHERE tenantId = :tenantId AND successorId IS NOT NULL AND state = 'enabled'
            LIMIT 100000
            """, ["tenantId": SQLValue(tenant)]
        ).map(wrappedKey)
    }

    /// At most a million: a process that was away for longer than that starts anew.
    ///
    /// - Parameter isRetired: Those that a rotation retired, or all others.
    static func destroyedKeys(
        after epoch: Int, isRetired: Bool, on connection: Connection
    ) throws(StoreError) -> [KeyID] {
        try connection.rows(
            """
            SELECT keyId FROM wrappedKey
            WHERE epoch > :epoch AND state = 'destroyed' AND (reason = 'rotated') = :isRetired LIMIT 1000000
            """, ["epoch": SQLValue(epoch), "isRetired": SQLValue(isRetired ? 1 : 0)]
        ).map { row throws(StoreError) in try row.read("keyId") }
    }

    /// A page of all keys, by id.
    static func allKeys(
        after last: KeyID?, limit: Int, on connection: Connection
    ) throws(StoreError) -> [WrappedKey] {
        try connection.rows(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey WHERE keyId > :last ORDER BY keyId LIMIT :limit
            """, ["last": .text(last?.description ?? ""), "limit": SQLValue(limit)]
        ).map(wrappedKey)
    }

    /// Every tenant's keys that wrap others.
    static func allTenantKeys(on connection: Connection) throws(StoreError) -> [WrappedKey] {
        try connection.rows(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
            FROM wrappedKey WHERE kind = 'tenant' AND state <> 'destroyed' LIMIT :limit
            """, ["limit": SQLValue(2 * Limits.tenants)]
        ).map(wrappedKey)
    }

    /// - Throws: ``StoreError/retiredKey(_:)`` if the key is wrapped by one that is no longer in use, as a process
    ///   does that does not know of a rotation yet.
    static func insert(_ key: WrappedKey, on connection: Connection) throws(StoreError) {
        if let wrapping = key.wrapped.keyInHeader { try checkInUse(wrapping, on: connection) }
        try connection.run(
            """
            INSERT INTO wrappedKey
                (tenantId, keyId, kind, version, dataClass, period, state, wrapped, createdAt, destroyedAt, reason,
                epoch)
            VALUES
                (:tenantId, :keyId, :kind, :version, :dataClass, :period, :state, :wrapped, :createdAt, NULL, NULL,
                (SELECT MAX(epoch) + 1 FROM keyring))
            """,
            [
                "tenantId": SQLValue(key.tenant), "keyId": SQLValue(key.id), "kind": SQLValue(key.kind),
                "version": SQLValue(key.version), "dataClass": SQLValue(key.dataClass?.rawValue),
                "period": SQLValue(key.period), "state": SQLValue(key.state), "wrapped": SQLValue(key.wrapped),
                "createdAt": SQLValue(key.createdAt),
            ])
    }

    static func wrappedKey(_ row: Row) throws(StoreError) -> WrappedKey {
        var dataClass: DataClass?
        if let text = try row.optionalText("dataClass") {
            guard let known = DataClass(rawValue: text) else { throw row.damaged }
            dataClass = known
        }
        return WrappedKey(
            id: try row.read("keyId"), kind: try row.word("kind"), tenant: try row.text("tenantId"),
            version: try row.int("version"), dataClass: dataClass, period: try row.period("period"),
            state: try row.word("state"), createdAt: try row.time("createdAt"), wrapped: try row.sealed("wrapped"),
            nextWrapped: try row.optionalSealed("nextWrapped"))
    }
}
