import Glibc

/// Tells whether the owner of a lease lives: an open-file lock on the byte of its fencing token in `lock`, which the
/// write gate's `flock` does not touch. It goes with the process, so a job that was killed is free at once.
final class JobLock: Sendable {
    /// What is locked.
    enum Place {
        case token(Int)
        /// Every token there is or will be: no job runs meanwhile.
        case all
    }

    /// `F_OFD_GETLK` and `F_OFD_SETLK`, which the module of Glibc does not show: locks of the open file, not of the
    /// process.
    private static let getOpenFileLock: Int32 = 36
    private static let setOpenFileLock: Int32 = 37

    /// The byte of token 0, behind the lines that say who holds what.
    private static let firstByte = 4_096

    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Lets go.
    func release() {
        LockHolder.clear(in: descriptor, at: .jobs)
        var range = JobLock.range(of: .all, F_UNLCK)
        _ = fcntl(descriptor, JobLock.setOpenFileLock, &range)
    }

    deinit {
        close(descriptor)
    }

    /// Locks every token, so that no job runs and none begins. Blocks the thread for at most `waiting`.
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` if a job ran for longer.
    static func takeAll(path: String, waiting: Duration) throws(StoreError) -> JobLock {
        let deadline = ContinuousClock.now.advanced(by: waiting)
        while true {
            if let lock = try take(.all, path: path) { return lock }
            guard ContinuousClock.now < deadline else {
                let descriptor = try openFile(path)
                defer { close(descriptor) }
                let holder = LockHolder(readFrom: descriptor, at: .jobs)
                throw .locked(by: holder.pid, since: holder.since)
            }
            poll(nil, 0, 5)
        }
    }

    /// Takes the lock if nobody has it.
    static func take(_ place: Place, path: String) throws(StoreError) -> JobLock? {
        let descriptor = try openFile(path)
        var range = JobLock.range(of: place, F_WRLCK)
        guard fcntl(descriptor, JobLock.setOpenFileLock, &range) == 0 else {
            let reason = errno
            close(descriptor)
            guard reason == EAGAIN || reason == EACCES else { throw .fromSystem(reason, file: "lock") }
            return nil
        }
        LockHolder.note(in: descriptor, at: .jobs)
        return JobLock(descriptor: descriptor)
    }

    /// Whether somebody has the lock, this process included.
    static func isHeld(_ place: Place, path: String) throws(StoreError) -> Bool {
        let descriptor = try openFile(path)
        defer { close(descriptor) }
        var range = JobLock.range(of: place, F_WRLCK)
        guard fcntl(descriptor, JobLock.getOpenFileLock, &range) == 0 else { throw .fromSystem(errno, file: "lock") }
        return range.l_type != Int16(F_UNLCK)
    }

    private static func openFile(_ path: String) throws(StoreError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: "lock") }
        return descriptor
    }

    private static func range(of place: Place, _ type: Int32) -> flock {
        var range = flock()
        range.l_type = Int16(type)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(firstByte)
        // To the end of every file there could be.
        range.l_len = 0
        if case .token(let token) = place {
            range.l_start += off_t(token)
            range.l_len = 1
        }
        return range
    }
}
