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
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped FROM wrappedKey
            WHERE keyId = :keyId
            """, ["keyId": SQLValue(id)]
        ).map(wrappedKey)
    }

    static func periodKey(_ name: PeriodKeyName, on connection: Connection) throws(StoreError) -> WrappedKey? {
        try connection.row(
            """
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped FROM wrappedKey
            WHERE tenantId = :tenantId AND dataClass = :dataClass AND period = :period
                AND kind = 'period' AND state = 'enabled'
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
            SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped FROM wrappedKey
            WHERE tenantId = :tenantId AND kind = :kind AND state = 'enabled'
            ORDER BY version DESC, createdAt DESC, keyId LIMIT 1
            """,
            ["tenantId": SQLValue(tenant?.rawValue ?? "-"), "kind": SQLValue(kind)]
        ).map(wrappedKey)
    }

    /// At most a million: a process that was away for longer than that starts anew.
    static func destroyedKeys(after epoch: Int, on connection: Connection) throws(StoreError) -> [KeyID] {
        try connection.rows(
            "SELECT keyId FROM wrappedKey WHERE epoch > :epoch AND state = 'destroyed' LIMIT 1000000",
            ["epoch": SQLValue(epoch)]
        ).map { row throws(StoreError) in try row.read("keyId") }
    }

    static func insert(_ key: WrappedKey, on connection: Connection) throws(StoreError) {
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
            state: try row.word("state"), createdAt: try row.time("createdAt"), wrapped: try row.sealed("wrapped"))
    }
}
