import Glibc

/// Lets one process at a time work on jobs: an open-file lock on the jobs' place in `lock`, which the write gate's
/// `flock` does not touch. It goes with the process, so a job that was killed is free at once.
package final class JobLock: Sendable {
    /// `F_OFD_SETLK`, which the module of Glibc does not show: a lock of the open file, not of the process.
    private static let setOpenFileLock: Int32 = 37

    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Lets go.
    package func release() {
        LockHolder.clear(in: descriptor, at: .jobs)
        var range = JobLock.range(of: F_UNLCK)
        _ = fcntl(descriptor, JobLock.setOpenFileLock, &range)
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock. Blocks the thread for at most `waiting`.
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` if another process kept it for longer.
    static func take(path: String, waiting: Duration) throws(StoreError) -> JobLock {
        let deadline = ContinuousClock.now.advanced(by: waiting)
        while true {
            if let lock = try attempt(path: path) { return lock }
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
    static func attempt(path: String) throws(StoreError) -> JobLock? {
        let descriptor = try openFile(path)
        var range = JobLock.range(of: F_WRLCK)
        guard fcntl(descriptor, JobLock.setOpenFileLock, &range) == 0 else {
            let reason = errno
            close(descriptor)
            guard reason == EAGAIN || reason == EACCES else { throw .fromSystem(reason, file: "lock") }
            return nil
        }
        LockHolder.note(in: descriptor, at: .jobs)
        return JobLock(descriptor: descriptor)
    }

    private static func openFile(_ path: String) throws(StoreError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: "lock") }
        return descriptor
    }

    private static func range(of type: Int32) -> flock {
        var range = flock()
        range.l_type = Int16(type)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(LockHolder.Place.jobs.rawValue)
        range.l_len = off_t(LockHolder.length)
        return range
    }
}

extension Store {
    /// Takes the job lock, waiting as long as a write would.
    package func jobLock() async throws(StoreError) -> JobLock {
        let (path, waiting) = (folder + "/" + Store.lockFile, waiting)
        return try await OwnThread.run { () throws(StoreError) in try JobLock.take(path: path, waiting: waiting) }
    }

    /// Takes the job lock if nobody has it.
    package func tryJobLock() throws(StoreError) -> JobLock? {
        try JobLock.attempt(path: folder + "/" + Store.lockFile)
    }
}
