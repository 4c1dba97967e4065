import AuraCore
import GRDB
import Glibc

/// The writer connection while the gate is held: transactions and checkpoints, one after the other.
struct ExclusiveAccess {
    let database: GRDB.Database
    let path: String
    let file: String
    let waiting: Duration
    /// Whether a transaction is rolled back once it has run: a dry run.
    let discardsWrites: Bool

    /// Runs `body` in one transaction, which is rolled back if it throws.
    func transaction<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        var result: T?
        do {
            try database.inTransaction(.immediate) {
                try FaultPoint.reached(.txBegun)
                result = try body(Connection(database: database, file: file))
                try FaultPoint.reached(.txBeforeCommit)
                return discardsWrites ? .rollback : .commit
            }
            try FaultPoint.reached(.txCommitted)
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
        guard let result else { throw .failed(code: 0) }
        return result
    }

    /// Moves what no reader needs out of a log that has grown past 4 MiB; the next writer then starts it over.
    func checkpointIfLarge() throws(StoreError) {
        guard StoreFile.size(of: path + "-wal") > 4 << 20 else { return }
        _ = try checkpoint(.passive)
    }

    /// Empties the log; waits a bounded time for readers that still need it.
    func truncateLog() throws(StoreError) {
        let deadline = ContinuousClock.now.advanced(by: waiting)
        while try checkpoint(.truncate) == false {
            guard ContinuousClock.now < deadline else { throw .locked(by: nil, since: nil) }
            poll(nil, 0, 5)
        }
        guard StoreFile.size(of: path + "-wal") == 0 else { throw .ioFailed(file: file) }
        try FaultPoint.reached(.txTruncated, file: file)
    }

    /// Whether the checkpoint was completed; not so if a reader was in its way.
    private func checkpoint(_ mode: GRDB.Database.CheckpointMode) throws(StoreError) -> Bool {
        do {
            let (frames, moved) = try database.checkpoint(mode)
            try FaultPoint.reached(.txCheckpointed)
            return frames == moved
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }
}
