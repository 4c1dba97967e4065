package import AuraCore
import Glibc

/// The right to work on jobs: one owner at a time, with a fencing token that is larger than that of every owner before.
///
/// While a task works under a lease, each of its transactions, in `aura.db` and in the keyring, and each entry of the
/// ledger first checks the token in the same step and fails with ``StoreError/leaseLost`` once another owner has a newer
/// one. So an owner that was stopped for longer than its lease changes nothing any more (VAULT.md §8, FAULTS.md I17).
package final class Lease: Sendable {
    /// The lease of the running task; nothing outside of jobs.
    @TaskLocal package static var current: Lease?

    package let token: Int
    private let database: SQLiteDatabase
    /// Shows that this owner lives; nothing in a dry run, which keeps nothing and so owns nothing.
    private let lock: JobLock?

    fileprivate init(token: Int, database: SQLiteDatabase, lock: JobLock?) {
        self.token = token
        self.database = database
        self.lock = lock
    }

    /// Checks the token inside a transaction of `aura.db`, and prolongs the lease.
    func renew(at now: Timestamp, on connection: Connection) throws(StoreError) {
        guard lock != nil else { return }
        try LeaseRow.renew(token, at: now, on: connection)
    }

    /// Checks the token without changing anything. Blocks the thread; behind the gate the answer holds until it opens.
    func check() throws(StoreError) {
        guard lock != nil else { return }
        let newest = try database.readBlocking { connection throws(StoreError) in try LeaseRow.read(on: connection) }
        guard newest.token == token else { throw .leaseLost }
    }

    /// Checks inside a transaction of the keyring that no newer owner has written there, and keeps older ones out.
    func fence(on connection: Connection) throws(StoreError) {
        guard lock != nil else { return }
        let changed = try connection.run(
            "UPDATE keyring SET fencing = :fencing WHERE fencing <= :fencing", ["fencing": SQLValue(token)])
        guard changed == 1 else { throw .leaseLost }
    }

    fileprivate func end() async {
        guard let lock else { return }
        // The lock's byte is what frees it for this machine, also where this write fails or the task was cancelled.
        _ = try? await database.write { [token] connection throws(StoreError) in
            try LeaseRow.end(token, on: connection)
        }
        lock.release()
    }
}

extension Store {
    /// Runs a job under a lease of its own, waiting for another owner as long as a write would.
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` with the owner if that is at work for longer.
    package func withLease<T>(_ clock: WallClock, _ body: () async throws -> T) async throws -> T {
        let deadline = ContinuousClock.now.advanced(by: waiting)
        while true {
            if let lease = try await takeLease(at: clock.now) { return try await run(body, under: lease) }
            guard ContinuousClock.now < deadline else { break }
            try await OwnThread.run { () throws(StoreError) in _ = poll(nil, 0, 20) }
        }
        let owner = try await leaseRow()
        throw StoreError.locked(by: owner.owner, since: owner.takenAt)
    }

    /// Runs a job under a lease if nobody else has it.
    ///
    /// - Returns: Nothing if somebody has it.
    package func withLeaseIfFree<T>(_ clock: WallClock, _ body: () async throws -> T) async throws -> T? {
        guard let lease = try await takeLease(at: clock.now) else { return nil }
        return try await run(body, under: lease)
    }

    private func run<T>(_ body: () async throws -> T, under lease: Lease) async throws -> T {
        do {
            let result = try await Lease.$current.withValue(lease) { try await body() }
            await lease.end()
            return result
        } catch {
            await lease.end()
            throw error
        }
    }

    /// Takes the lease if it is free, if it has lapsed, or if its owner is dead: then at once.
    func takeLease(at now: Timestamp) async throws(StoreError) -> Lease? {
        let path = folder + "/" + Store.lockFile
        let database = database.database
        let row = try await leaseRow()
        guard try !Self.isOwned(row, at: now, path: path) else { return nil }
        guard !database.discardsWrites else { return Lease(token: row.token, database: database, lock: nil) }
        // A database that was set back by a restore must not hand out a token that the keyring has seen.
        let seen = try await keyring.fencing()
        let taken = try await database.write { connection throws(StoreError) -> (Int, JobLock)? in
            let row = try LeaseRow.read(on: connection)
            guard try !Self.isOwned(row, at: now, path: path) else { return nil }
            let token = max(row.token, seen) + 1
            guard let lock = try JobLock.take(.token(token), path: path) else { return nil }
            try LeaseRow.take(token, for: getpid(), at: now, on: connection)
            return (token, lock)
        }
        guard let (token, lock) = taken else { return nil }
        try FaultPoint.reached(.jobLeased, file: Store.databaseFile)
        let lease = Lease(token: token, database: database, lock: lock)
        // Before anything is done: from here on no older owner writes to the keyring.
        try await keyring.database.write { connection throws(StoreError) in try lease.fence(on: connection) }
        return lease
    }

    /// An owner whose lock is gone is dead, however long its lease would run.
    private static func isOwned(_ row: LeaseRow, at now: Timestamp, path: String) throws(StoreError) -> Bool {
        guard row.isValid(at: now) else { return false }
        return try JobLock.isHeld(.token(row.token), path: path)
    }

    private func leaseRow() async throws(StoreError) -> LeaseRow {
        try await database.read { connection throws(StoreError) in try LeaseRow.read(on: connection) }
    }
}
