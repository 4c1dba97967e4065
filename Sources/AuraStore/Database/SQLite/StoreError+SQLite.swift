import AuraCore
import GRDB

extension StoreError {
    /// What an error out of GRDB means; its message, its SQL and its arguments stay behind.
    static func fromSQLite(_ error: any Error, file: String) -> StoreError {
        if let known = error as? StoreError { return known }
        if let failure = error as? FaultPoint.Failure { return StoreError(failure, file: file) }
        if error is CancellationError { return .cancelled }
        guard let error = error as? DatabaseError else { return .failed(code: 0) }
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: return .exists
        case .SQLITE_CONSTRAINT_FOREIGNKEY: return .absent
        // The shared memory of the log cannot be made longer: there is no space.
        case .SQLITE_IOERR_SHMSIZE: return .full(file: file)
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: return .syncFailed(file: file)
        default: break
        }
        switch error.resultCode {
        case .SQLITE_FULL: return .full(file: file)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM: return .ioFailed(file: file)
        case .SQLITE_READONLY, .SQLITE_PERM: return .readOnly(file: file)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: return .locked(by: nil, since: nil)
        case .SQLITE_INTERRUPT: return .cancelled
        // The one misuse that GRDB reports in normal life: a connection that was closed meanwhile.
        case .SQLITE_MISUSE where error.sql == nil: return .closed
        default: return .failed(code: error.extendedResultCode.rawValue)
        }
    }
}
