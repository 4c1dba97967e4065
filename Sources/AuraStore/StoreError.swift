package import AuraCore

/// Why the store could not answer or could not write. Facts that may be shown: a file's name, a process, a time;
/// never a row, an argument or a key.
package enum StoreError: Error, Hashable, Sendable {
    /// The folder holds none of the store's files (exit 10).
    case notAStore
    /// One of the store's files is not there (exit 13).
    case missing(file: String)
    /// The file belongs to another installation (exit 13).
    case foreign(file: String)
    /// The file is damaged, or holds what AURA never wrote (exit 13).
    case corrupt(file: String)
    /// A newer AURA wrote the file (exit 13).
    case newerSchema(file: String)
    /// Tables or indexes of the file are not those it was made with; the first that differs is named (exit 13).
    case schemaChanged(file: String, name: String)
    /// The file was made with another data map than this program's (exit 13).
    case otherMap(file: String)
    /// The keyring is older than the database: `seen` is the epoch the database noted (exit 13).
    case keyringBehind(epoch: Int, seen: Int)
    /// The file has applied erasures that the ledger does not hold: a fork, or a ledger set back (exit 13).
    case aheadOfLedger(file: String)
    /// Another process writes, or a long reader keeps the log from being emptied (exit 11).
    case locked(by: Int32?, since: Timestamp?)
    /// Another owner has taken the jobs' lease over; nothing was written (exit 11).
    case leaseLost
    /// No space is left (exit 74).
    case full(file: String)
    /// Reading or writing failed (exit 74).
    case ioFailed(file: String)
    /// The file or its folder may not be written (exit 74).
    case readOnly(file: String)
    /// The task was cancelled; nothing was written.
    case cancelled
    /// The store was closed.
    case closed
    /// The owner of the key is being erased: nothing more is sealed under it (FAULTS.md R2).
    case fenced(KeyID)
    /// The key is wrapped by one that a rotation has retired: it has to be wrapped anew.
    case retiredKey(KeyID)
    /// A row with this identity exists (exit 6).
    case exists
    /// A row that the change needs is not there (exit 5).
    case absent
    /// The tenant's index key is not the one that the change was made under: it is made again under the new one.
    case indexKeyChanged
    /// An audit event that belongs to another tenant's chain (exit 1).
    case foreignChain
    /// A key that was said to be destroyed can still be read.
    case notDestroyed
    /// The database lacks so many audit events that were committed once (exit 13, FAULTS.md R5).
    case eventsLost(Int)
    /// The disk did not keep what was written: nothing is retried, the store takes no more writes (exit 74, FAULTS.md R7).
    case syncFailed(file: String)
    /// There is no file where the backup should be (exit 5).
    case noBackup
    /// The file is no backup of AURA's (exit 13).
    case notABackup
    /// A newer AURA wrote the backup (exit 13).
    case newerBackup
    /// The keyring is wrapped by another root key (exit 12).
    case otherRootKey
    /// A ledger that lacks entries of the one in place (exit 13).
    case ledgerBehind
    /// The ledger is missing or lacks what the parts that are to go with it have applied.
    case ledgerLost
    /// The ledger that was said to be lost is there and whole, or what has to go with it is not there.
    case ledgerNotLost
    /// The database's server is away, or the connection was cut; what was under way is undone (exit 74).
    case unreachable(file: String)
    /// Every connection is in use, here or at the server (exit 8).
    case exhausted(file: String)
    /// The server does not let this login in, or not do this (exit 74).
    case accessDenied(file: String)
    /// The server gave up a statement that took too long (exit 74).
    case timedOut(file: String)
    /// The server is older than AURA needs (exit 74).
    case oldServer(file: String)
    /// A mistake in AURA itself (exit 1), with SQLite's extended code if there is one.
    case failed(code: Int32)
}

extension StoreError {
    /// Runs what a caller wants done inside a transaction; an error that is not the store's own is a mistake in AURA.
    static func kept<T>(_ body: () throws -> T) throws(StoreError) -> T {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let failure as FaultPoint.Failure {
            throw StoreError(failure, file: Store.databaseFile)
        } catch {
            throw .failed(code: 0)
        }
    }
}
