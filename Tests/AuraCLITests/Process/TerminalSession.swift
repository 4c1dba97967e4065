import Glibc

/// A child process on a terminal of its own: everything it writes is seen together, as a person would.
struct TerminalSession {
    /// Text that is typed once the terminal shows a text.
    struct Turn {
        let afterSeeing: String
        let types: String
    }

    struct Result {
        let status: Int32
        let screen: String
        let timedOut: Bool
    }

    var arguments: [String]
    var environment: [String: String] = [:]
    var turns: [Turn] = []
    var columns: UInt16 = 80
    var folder: String?
    var deadlineSeconds = 60

    func run() throws -> Result {
        let (child, terminal) = try Spawning.alone { try start() }
        defer { close(terminal) }
        let (screen, timedOut) = converse(terminal)
        if timedOut { kill(child, SIGKILL) }
        return Result(status: Spawning.end(of: child), screen: screen, timedOut: timedOut)
    }

    private func start() throws -> (child: pid_t, terminal: Int32) {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // TIOCSPTLCK unlocks the child's side, TIOCGPTN tells its number (pty(7)).
        var lock: Int32 = 0
        var number: UInt32 = 0
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard terminal >= 0, ioctl(terminal, 0x4004_5431, &lock) == 0, ioctl(terminal, 0x8004_5430, &number) == 0,
            ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0
        else { throw ChildProcess.Failure(what: "no terminal") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a new session opens becomes its controlling one.
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        let child = try Spawning.start(
            arguments, environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm"].merging(environment) { $1 },
            folder: folder, actions: &actions, inNewSession: true)
        return (child, terminal)
    }

    private func converse(_ terminal: Int32) -> (screen: String, timedOut: Bool) {
        var screen: [UInt8] = []
        var seen = 0
        var waiting = turns[...]
        let deadline = ContinuousClock.now + .seconds(deadlineSeconds)
        while true {
            let left = deadline - .now
            var wait = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, Int32(max(left / .milliseconds(1), 0)))
            guard ready > 0 else { return (String(decoding: screen, as: UTF8.self), true) }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(terminal, &chunk, chunk.count)
            // EIO: the child has gone and the terminal with it.
            guard count > 0 else { return (String(decoding: screen, as: UTF8.self), false) }
            screen += chunk[..<count]
            if let turn = waiting.first, String(decoding: screen[seen...], as: UTF8.self).contains(turn.afterSeeing) {
                seen = screen.count
                waiting.removeFirst()
                _ = Array(turn.types.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            }
        }
    }
}
