import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Runs calls into other modules and gives their errors in the platform's words: the one place where it is done.
func platformErrors<T>(_ body: () async throws -> T) async throws(PlatformError) -> T {
    do {
        return try await body()
    } catch {
        throw PlatformError(mapping: error)
    }
}

/// The same for calls that do not suspend.
func mappingErrors<T>(_ body: () throws -> T) throws(PlatformError) -> T {
    do {
        return try body()
    } catch {
        throw PlatformError(mapping: error)
    }
}

extension PlatformError {
    init(mapping error: any Error) {
        switch error {
        case let error as PlatformError: self = error
        case let error as StoreError: self.init(error)
        case let error as VaultError: self.init(error)
        case let error as FaultPoint.Failure: self.init(error)
        case let error as RootKeyError: self.init(error)
        case is PolicyError:
            self.init(.internalFailure, "the policy has no rule for a class of data", hint: "report this as a bug")
        case is CancellationError: self.init(.cancelled, "stopped", hint: "run the same command again")
        default: self.init(.internalFailure, "an internal error", hint: "report this as a bug")
        }
    }

    /// What a principal lacks (exit 4).
    init(_ refusal: Refusal) {
        self.init(.notPermitted, refusal.sentence, hint: "see clause \(refusal.clause) in aura policy show")
    }

    init(_ error: VaultError) {
        switch error.code {
        case .authenticationFailed:
            self.init(
                .integrity, "a sealed value or a wrapped key does not open: it was changed or moved",
                hint: "run aura doctor, then restore from a backup")
        case .wrongRootKey:
            self.init(
                .rootKeyWrong, "this is not the root key of the installation",
                hint: "set AURA_ROOT_KEY_FILE to the right key file")
        case .keyUnavailable, .periodKeyUnavailable, .keyNotEnabled:
            self.init(
                .integrity, "the key of a sealed value is not in keyring.db",
                hint: "an older or another keyring.db was put in place: restore the newest one")
        default:
            self.init(.internalFailure, "sealing failed", hint: "report this as a bug")
        }
    }

    private static let ledgerHint =
        "aura backup restore the newest ledger; or, if none is left, aura doctor --accept-loss --confirm ID"

    init(_ error: StoreError) {
        let restore = "restore it from a backup"
        switch error {
        // No backup has it: it only notes how far the database has come.
        case .missing("anchor"), .corrupt("anchor"):
            self.init(
                .integrity, "anchor, which notes how far the audit log has come, is missing or does not fit aura.db",
                hint: "aura backup restore the data; or, after a look, aura doctor --accept-loss --confirm ID")
        case .notAStore:
            self.init(.noStore, "this folder holds no store", hint: "aura init, or name another with --data")
        case .missing("ledger.jsonl"): self.init(.integrity, "ledger.jsonl is missing", hint: PlatformError.ledgerHint)
        case .missing(let file): self.init(.integrity, "\(file) is missing", hint: restore)
        case .foreign(let file):
            self.init(.integrity, "\(file) is of another installation", hint: "put back its own \(file)")
        case .corrupt(let file): self.init(.integrity, "\(file) is damaged", hint: restore)
        case .newerSchema(let file):
            self.init(.integrity, "\(file) was written by a newer version of aura", hint: "install that version")
        case .schemaChanged(let file, let name):
            self.init(
                .integrity, "\(file) was changed outside AURA: \(PlainText.forTerminal(name)) is not as it was made",
                hint: "undo that change, or restore the file from a backup")
        case .otherMap(let file):
            self.init(
                .integrity, "\(file) was made with another data map: what its columns are for has changed since",
                hint: "use the version of aura that made it")
        case .keyringBehind:
            self.init(
                .integrity, "keyring.db is older than aura.db",
                hint: "put back the newest keyring.db, never an older copy")
        case .aheadOfLedger(let file):
            self.init(
                .integrity, "\(file) has applied erasures that ledger.jsonl does not hold",
                hint: PlatformError.ledgerHint)
        case .eventsLost(let count):
            self.init(
                .integrity, "aura.db lacks \(count) audit events that were written: commits were lost, or it is a copy",
                hint: "aura backup restore; or, after a look, aura doctor --accept-loss --confirm ID")
        case .syncFailed(let file):
            self.init(
                .storageFailed, "the disk did not keep what was written to \(file)",
                hint: "check the disk, then run the command again")
        case .noBackup: self.init(.notFound, "there is no such backup file", hint: "look at the path")
        case .notABackup:
            self.init(.integrity, "this file is no backup of aura", hint: "name a file of aura backup create")
        case .newerBackup:
            self.init(.integrity, "the backup was written by a newer version of aura", hint: "install that version")
        case .otherRootKey:
            self.init(
                .rootKeyWrong, "this is not the root key of keyring.db",
                hint: "set AURA_ROOT_KEY_FILE to the right key file")
        case .ledgerBehind:
            self.init(
                .integrity, "the backup's ledger is older than the one in place",
                hint: "keep the ledger that is there: it is never set back")
        case .ledgerLost:
            self.init(.integrity, "the ledger that has to go with this backup is lost", hint: PlatformError.ledgerHint)
        case .ledgerNotLost:
            self.init(
                .invalidInput, "nothing misses a ledger: it is there, or data and keys are not both there yet",
                hint: "leave out --without-ledger")
        case .locked(let pid, let since):
            let holder = pid.map { " by process \($0)" } ?? ""
            let moment = since.map { " since \($0)" } ?? ""
            self.init(.storeLocked, "the store is locked\(holder)\(moment)", hint: "wait longer with --wait 60s")
        case .leaseLost:
            self.init(
                .leaseLost, "another process has taken this job over; nothing more is changed here",
                hint: "run the same command again to see how it ended")
        case .full(let file):
            self.init(.storageFull, "no space is left to write \(file)", hint: "free space and run again")
        case .ioFailed(let file):
            self.init(.storageFailed, "reading or writing \(file) failed", hint: "check the disk and run again")
        case .readOnly(let file):
            self.init(.storageFailed, "\(file) cannot be written", hint: "check the owner and mode of the data folder")
        case .unreachable(let file):
            self.init(
                .storageFailed, "the server of \(file) is away, or the connection was cut",
                hint: "look at the server and run again: nothing was half done")
        case .exhausted(let file):
            self.init(
                .limitReached, "no connection to \(file) is free", hint: "run again; allow the server more connections")
        case .accessDenied(let file):
            self.init(
                .storageFailed, "the server of \(file) refuses this login",
                hint: "look at its role, its password file and its rights")
        case .timedOut(let file):
            self.init(.storageFailed, "the server of \(file) took too long", hint: "run again when it is less busy")
        case .oldServer(let file):
            self.init(.storageFailed, "the server of \(file) is older than PostgreSQL 14", hint: "upgrade the server")
        case .cancelled: self.init(.cancelled, "stopped", hint: "run the same command again")
        case .fenced:
            self.init(.notFound, "this person or key is being erased; nothing more is stored for it", hint: nil)
        case .retiredKey:
            self.init(.planStale, "a key was rotated meanwhile", hint: "run the same command again")
        case .exists: self.init(.exists, "this exists already", hint: "look at what is there")
        case .absent: self.init(.notFound, "this does not exist (any more)", hint: "look at what is there")
        case .indexKeyChanged: self = .indexKeyChanged
        case .notDestroyed:
            self.init(.integrity, "a destroyed key can still be read", hint: "run aura doctor")
        case .closed, .failed, .foreignChain:
            self.init(.internalFailure, "the store failed", hint: "report this as a bug")
        }
    }
}
