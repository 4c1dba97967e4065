import Glibc

/// A child process with everything about it given: arguments, environment, standard input, folder.
struct ChildProcess {
    enum Input {
        case closed, null
        /// A pipe that holds these bytes and then ends; at most 64 KiB and one byte.
        case pipe([UInt8])
        /// A file that holds these bytes.
        case file([UInt8])
        /// A pipe that stays open and empty.
        case silent
    }

    enum Output {
        case captured
        /// A pipe that nobody reads.
        case readerGone
        case closed
    }

    struct Result {
        /// The exit code, or 128 + the signal that ended it.
        let status: Int32
        let output: [UInt8]
        let error: [UInt8]
        /// Whether it had to be killed at the deadline.
        let timedOut: Bool

        var text: String { String(decoding: output, as: UTF8.self) }
        var errorText: String { String(decoding: error, as: UTF8.self) }
    }

    struct Failure: Error { let what: String }

    var arguments: [String]
    var environment: [String: String] = [:]
    var input = Input.null
    var output = Output.captured
    var folder: String?
    var deadlineSeconds: Int32 = 60

    /// Runs the child to its end.
    ///
    /// - Parameter signal: Sent as soon as the child has been started.
    func run(signalling signal: Int32? = nil) throws -> Result {
        let output = try AnonymousFile()
        let error = try AnonymousFile()
        let (child, life, kept) = try Spawning.alone { try start(output: output, error: error) }
        defer { for descriptor in kept + [life] { close(descriptor) } }
        if let signal { kill(child, signal) }
        let timedOut = !ChildProcess.ends(life, milliseconds: deadlineSeconds * 1_000)
        if timedOut { kill(child, SIGKILL) }
        let status = Spawning.end(of: child)
        return Result(status: status, output: output.contents, error: error.contents, timedOut: timedOut)
    }

    /// Starts the child; `life` ends when the child does, `kept` are the ends that the test holds until then.
    private func start(
        output: AnonymousFile, error: AnonymousFile
    ) throws -> (child: pid_t, life: Int32, kept: [Int32]) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The child alone holds the other end of this pipe, which so ends when the child does.
        let life = try Spawning.pipe()
        var given = [life.write]
        var kept: [Int32] = []
        defer { for descriptor in given { close(descriptor) } }
        posix_spawn_file_actions_adddup2(&actions, life.write, 250)
        switch input {
        case .closed: posix_spawn_file_actions_addclose(&actions, 0)
        case .null: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        case .file(let bytes):
            let file = try AnonymousFile(holding: bytes)
            given.append(fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0))
            posix_spawn_file_actions_adddup2(&actions, given[1], 0)
        case .pipe(let bytes):
            let pipe = try Spawning.pipe()
            // F_SETPIPE_SZ: the bytes are in the pipe before the child begins.
            _ = fcntl(pipe.write, 1_031, 1 << 18)
            _ = bytes.withUnsafeBytes { write(pipe.write, $0.baseAddress, $0.count) }
            close(pipe.write)
            given.append(pipe.read)
            posix_spawn_file_actions_adddup2(&actions, pipe.read, 0)
        case .silent:
            let pipe = try Spawning.pipe()
            given.append(pipe.read)
            kept.append(pipe.write)
            posix_spawn_file_actions_adddup2(&actions, pipe.read, 0)
        }
        switch self.output {
        case .captured: posix_spawn_file_actions_adddup2(&actions, output.descriptor, 1)
        case .closed: posix_spawn_file_actions_addclose(&actions, 1)
        case .readerGone:
            let pipe = try Spawning.pipe()
            close(pipe.read)
            given.append(pipe.write)
            posix_spawn_file_actions_adddup2(&actions, pipe.write, 1)
        }
        posix_spawn_file_actions_adddup2(&actions, error.descriptor, 2)
        let child = try Spawning.start(
            arguments, environment: ["LC_ALL": "C.UTF-8", "TZ": "UTC"].merging(environment) { $1 }, folder: folder,
            actions: &actions)
        return (child, life.read, kept)
    }

    private static func ends(_ life: Int32, milliseconds: Int32) -> Bool {
        var wait = pollfd(fd: life, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&wait, 1, milliseconds)
            if ready >= 0 { return ready > 0 }
        }
    }
}
