package import AuraCore
internal import Glibc

/// A root key that a command writes to its standard output: from a KMS, or by `systemd-creds decrypt`.
///
/// The command line is run by `/bin/sh -c` in a process group of its own, with no input; what it writes to standard
/// error is shown to nobody, since it may hold anything. The whole group is killed when the time is over.
package struct CommandSource: RootKeySource {
    /// The command line.
    package let command: String
    /// Its environment, each as `NAME=value`; nothing is inherited.
    package let environment: [String]
    /// Whole seconds that it may take.
    package let limitSeconds: Int

    /// Names the command; nothing is run yet.
    package init(command: String, environment: [String] = [], limitSeconds: Int = 30) {
        self.command = command
        self.environment = environment
        self.limitSeconds = limitSeconds
    }

    /// Runs the command. It blocks its thread for as long as the command takes.
    ///
    /// - Throws: `commandFailed` if it could not be started or did not end with 0, `commandTimedOut`,
    ///   `commandWrongLength` for anything but exactly 32 bytes.
    package func rootKey() async throws(RootKeyError) -> SecretBytes {
        let deadline = ContinuousClock.now.advanced(by: .seconds(limitSeconds))
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .commandFailed(status: 126) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = start(writingTo: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard let child else { throw .commandFailed(status: 127) }
        let key: SecretBytes
        do throws(RootKeyError) {
            key = try read(ends[0], until: deadline)
            let status = try end(of: child, until: deadline)
            guard status == 0 else { throw .commandFailed(status: status) }
        } catch {
            kill(-child, SIGKILL)
            while waitpid(child, nil, 0) == -1, errno == EINTR {}
            throw error
        }
        guard key.count == Vault.keyCount else { throw .commandWrongLength(count: key.count) }
        return key
    }

    private func start(writingTo output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var child = pid_t()
        let failure = withCStrings(["/bin/sh", "-c", command]) { argv in
            withCStrings(environment) { envp in posix_spawn(&child, "/bin/sh", &actions, &attributes, argv, envp) }
        }
        return failure == 0 ? child : nil
    }

    /// Reads at most one byte more than a key has, to its end or the deadline.
    private func read(_ descriptor: Int32, until deadline: ContinuousClock.Instant) throws(RootKeyError) -> SecretBytes
    {
        try SecretBytes(capacity: Vault.keyCount + 1) { (buffer) throws(RootKeyError) in
            var filled = 0
            while filled < buffer.count {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let answer = poll(&wanted, 1, try milliseconds(until: deadline))
                if answer < 0, errno == EINTR { continue }
                guard answer != 0 else { throw .commandTimedOut(seconds: limitSeconds) }
                let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw .commandFailed(status: 126) }
                if count == 0 { break }
                filled += count
            }
            guard filled <= Vault.keyCount else { throw .commandWrongLength(count: filled) }
            return filled
        }
    }

    /// The command's exit status; 128 and more for a signal.
    private func end(of child: pid_t, until deadline: ContinuousClock.Instant) throws(RootKeyError) -> Int {
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) != child {
            _ = poll(nil, 0, min(5, try milliseconds(until: deadline)))
        }
        return Int(status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
    }

    private func milliseconds(until deadline: ContinuousClock.Instant) throws(RootKeyError) -> Int32 {
        let left = deadline - ContinuousClock.now
        guard left > .zero else { throw .commandTimedOut(seconds: limitSeconds) }
        return Int32(
            clamping: left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// Lends a null-terminated array of C strings.
    private func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let pointers = texts.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }
}
