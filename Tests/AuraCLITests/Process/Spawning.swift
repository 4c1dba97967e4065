import Glibc
import Synchronization

/// Starts the built program; one child at a time is begun, so that no child inherits what was meant for another.
enum Spawning {
    private static let oneAtATime = Mutex(())

    /// Runs `body`, which opens descriptors and starts a child, while no other test does.
    static func alone<R>(_ body: () throws -> sending R) rethrows -> R {
        try oneAtATime.withLock { _ in try body() }
    }

    /// - Parameter folder: The child's working folder.
    static func start(
        _ arguments: [String], environment: [String: String], folder: String?,
        actions: inout posix_spawn_file_actions_t, inNewSession: Bool = false
    ) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // POSIX_SPAWN_SETSID, which the import leaves out.
        if inNewSession { posix_spawnattr_setflags(&attributes, 0x80) }
        let words = folder.map { ["/usr/bin/env", "-C", $0, AuraBinary.path] } ?? [AuraBinary.path]
        let variables = ["PATH": "/usr/bin:/bin", "HOME": folder ?? "/nonexistent"].merging(environment) { $1 }
        var child = pid_t()
        let failure = withCStrings(words + arguments) { argv in
            withCStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
                posix_spawn(&child, words[0], &actions, &attributes, argv, envp)
            }
        }
        guard failure == 0 else { throw ChildProcess.Failure(what: "posix_spawn \(failure)") }
        return child
    }

    /// Waits for the child; its exit code, or 128 + the signal that ended it.
    static func end(of child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// A pipe that no child inherits unless it is handed over.
    static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw ChildProcess.Failure(what: "pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Lends a null-terminated array of C strings.
    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let pointers = texts.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }
}
