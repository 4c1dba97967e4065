import AuraCore
import Glibc
import Synchronization

/// The one gate that every write transaction and every checkpoint of all processes passes (FAULTS.md R4): an
/// exclusive `flock` on the file `lock`, which holds the holder's process id and since when.
struct WriteGate: Sendable {
    let path: String
    let waiting: Duration
    /// What failed to reach the disk; from then on the gate stays shut for this process (FAULTS.md R7).
    private let failure = SyncFailure()

    init(path: String, waiting: Duration) {
        self.path = path
        self.waiting = waiting
    }

    /// Runs `body` while holding the gate. Blocks the thread for at most `waiting`.
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` with the holder if the gate did not open in time.
    func hold<T>(_ body: () throws(StoreError) -> T) throws(StoreError) -> T {
        let descriptor = try acquire()
        defer {
            LockHolder.clear(in: descriptor, at: .gate)
            // Closing alone would leave it to a child that another thread is just starting.
            _ = flock(descriptor, LOCK_UN)
            close(descriptor)
        }
        if let error = failure.error { throw error }
        do throws(StoreError) {
            return try body()
        } catch {
            if case .syncFailed = error { failure.note(error) }
            throw error
        }
    }

    /// A new open file each time: `flock` belongs to the open file, so threads of one process exclude each other too.
    private func acquire() throws(StoreError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: "lock") }
        let deadline = ContinuousClock.now.advanced(by: waiting)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            guard reason == EWOULDBLOCK || reason == EINTR else {
                close(descriptor)
                throw .fromSystem(reason, file: "lock")
            }
            guard ContinuousClock.now < deadline else {
                let holder = LockHolder(readFrom: descriptor, at: .gate)
                close(descriptor)
                throw .locked(by: holder.pid, since: holder.since)
            }
            poll(nil, 0, 1)
        }
        LockHolder.note(in: descriptor, at: .gate)
        return descriptor
    }
}

/// A sync that failed is never tried again: the kernel may have dropped the pages and say that all is well.
private final class SyncFailure: Sendable {
    private let state = Mutex<StoreError?>(nil)

    var error: StoreError? { state.withLock { $0 } }

    func note(_ error: StoreError) {
        state.withLock { $0 = $0 ?? error }
    }
}

extension StoreError {
    /// What an `errno` means for the store.
    static func fromSystem(_ code: Int32, file: String) -> StoreError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .full(file: file)
        case EROFS, EACCES, EPERM: .readOnly(file: file)
        case ENOENT: .missing(file: file)
        default: .ioFailed(file: file)
        }
    }
}
