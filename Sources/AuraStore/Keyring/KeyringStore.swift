package import AuraCore
import Synchronization

/// `keyring.db`: every key as a wrapped blob. It is a store of its own, so that a backup of the data holds no keys.
package final class KeyringStore: Sendable {
    let database: SQLiteDatabase
    private let seen: Mutex<Int>

    init(database: SQLiteDatabase, epoch: Int) {
        self.database = database
        seen = Mutex(epoch)
    }

    /// The newest epoch that this process has seen; each data transaction notes it.
    var seenEpoch: Int { seen.withLock { $0 } }

    /// The epoch, which every change raises. A process that finds it changed drops its cached keys (FAULTS.md R3).
    package func epoch() async throws(StoreError) -> Int {
        let epoch = try await database.read { connection throws(StoreError) in try Self.epoch(on: connection) }
        note(epoch)
        return epoch
    }

    /// Reads keys in one snapshot with the epoch they belong to. A key that is not there is left out.
    ///
    /// - Parameters:
    ///   - tenant: Whose tenant keys, and owner keys that are being replaced, are read too.
    ///   - epoch: From when on destroyed keys are named, so that a process drops exactly those it must.
    ///   - ids: Keys by id, destroyed ones included.
    ///   - periods: Period keys by week: the enabled one, else the tombstone of the one that the week had.
    package func snapshot(
        of ids: [KeyID], periods: [PeriodKeyName] = [], tenant: Tenant.ID? = nil, since epoch: Int? = nil
    ) async throws(StoreError) -> KeyringSnapshot {
        let snapshot = try await database.read { connection throws(StoreError) in
            var keys: [WrappedKey] = []
            if let tenant { keys += try Self.keysInUse(of: tenant, on: connection) }
            for id in ids {
                if let key = try Self.key(id, on: connection) { keys.append(key) }
            }
            for name in periods {
                if let key = try Self.periodKey(name, on: connection) { keys.append(key) }
            }
            let current = try Self.epoch(on: connection)
            let destroyed = try epoch.map { (epoch) throws(StoreError) in
                epoch == current ? [] : try Self.destroyedKeys(after: epoch, isRetired: false, on: connection)
            }
            let retired = try epoch.map { (epoch) throws(StoreError) in
                epoch == current ? [] : try Self.destroyedKeys(after: epoch, isRetired: true, on: connection)
            }
            return KeyringSnapshot(epoch: current, keys: keys, destroyed: destroyed ?? [], retired: retired ?? [])
        }
        note(snapshot.epoch)
        return snapshot
    }

    /// Keys by id, destroyed ones included. A key that is not there is left out.
    package func keys(_ ids: [KeyID]) async throws(StoreError) -> [WrappedKey] {
        try await snapshot(of: ids).keys
    }

    /// The enabled keys of some weeks. A week without a key is left out.
    package func periodKeys(
        tenant: Tenant.ID, dataClass: DataClass, periods: [KeyPeriod]
    ) async throws(StoreError) -> [WrappedKey] {
        let names = periods.map { PeriodKeyName(tenant: tenant, dataClass: dataClass, period: $0) }
        return try await snapshot(of: [], periods: names).keys.filter { $0.state == .enabled }
    }

    /// The enabled keys of the weeks that have ended by a moment, oldest first.
    package func periodKeys(
        tenant: Tenant.ID, dataClass: DataClass, endedBy moment: Timestamp, limit: Int
    ) async throws(StoreError) -> [WrappedKey] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
                FROM wrappedKey
                WHERE tenantId = :tenantId AND dataClass = :dataClass AND kind = 'period' AND state = 'enabled'
                    AND period < :period
                ORDER BY period LIMIT :limit
                """,
                [
                    "tenantId": SQLValue(tenant), "dataClass": SQLValue(dataClass),
                    "period": SQLValue(KeyPeriod(containing: moment)), "limit": SQLValue(limit),
                ]
            ).map(Self.wrappedKey)
        }
    }

    /// The newest enabled key of a kind.
    ///
    /// - Parameter tenant: Nothing for the installation's own keys.
    package func key(_ kind: KeyKind, of tenant: Tenant.ID? = nil) async throws(StoreError) -> WrappedKey? {
        try await database.read { connection throws(StoreError) in
            try Self.newestKey(kind, of: tenant, on: connection)
        }
    }

    /// A tenant's keys that are not destroyed, by id: what closing its workspace destroys.
    ///
    /// - Parameter last: The last key of the page before.
    package func keys(
        of tenant: Tenant.ID, after last: KeyID? = nil, limit: Int
    ) async throws(StoreError) -> [WrappedKey] {
        try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT keyId, kind, tenantId, version, dataClass, period, state, createdAt, wrapped, nextWrapped
                FROM wrappedKey
                WHERE tenantId = :tenantId AND state <> 'destroyed' AND keyId > :last
                ORDER BY keyId LIMIT :limit
                """,
                [
                    "tenantId": SQLValue(tenant), "last": SQLValue(last?.description ?? ""), "limit": SQLValue(limit),
                ]
            ).map(Self.wrappedKey)
        }
    }

    /// How many keys are in each state.
    package func counts() async throws(StoreError) -> [KeyState: Int] {
        try await database.read { connection throws(StoreError) in
            var counts: [KeyState: Int] = [:]
            for row in try connection.rows("SELECT state, COUNT(*) AS keys FROM wrappedKey GROUP BY state LIMIT 10") {
                counts[try row.word("state")] = try row.int("keys")
            }
            return counts
        }
    }

    /// How much of the ledger the keyring has applied.
    package func ledgerHead() async throws(StoreError) -> LedgerHead {
        try await database.read { connection throws(StoreError) in
            guard let row = try KeyringRow.read(on: connection) else { throw .corrupt(file: Store.keyringFile) }
            return row.ledgerHead
        }
    }

    /// The largest fencing token that a job has written under.
    func fencing() async throws(StoreError) -> Int {
        try await database.read { connection throws(StoreError) in
            guard let row = try connection.row("SELECT fencing FROM keyring LIMIT 1") else {
                throw .corrupt(file: connection.file)
            }
            let token = try row.int("fencing")
            guard (0..<LeaseRow.largestToken).contains(token) else { throw row.damaged }
            return token
        }
    }

    /// Writes in one transaction; a job's is refused once a newer owner was here.
    func write<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        let lease = Lease.current
        return try await database.write { connection throws(StoreError) in
            try lease?.fence(on: connection)
            return try body(connection)
        }
    }

    func note(_ epoch: Int) {
        seen.withLock { $0 = max($0, epoch) }
    }
}
