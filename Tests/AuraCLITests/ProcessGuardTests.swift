import Foundation
import Glibc
import Testing

/// What a running `aura` looks like from outside.
@Suite struct ProcessGuardTests {
    /// Starts `aura version -v` with a standard output that takes nothing, and looks at it once it has spoken.
    private func observe<R>(_ body: (String) throws -> R) throws -> R {
        let (child, ends) = try Spawning.alone { () -> (pid_t, [Int32]) in
            let full = try Spawning.pipe()
            let messages = try Spawning.pipe()
            _ = fcntl(full.write, F_SETFL, O_NONBLOCK)
            let block = [UInt8](repeating: 0x20, count: 65_536)
            while write(full.write, block, block.count) > 0 {}
            _ = fcntl(full.write, F_SETFL, 0)
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, full.write, 1)
            posix_spawn_file_actions_adddup2(&actions, messages.write, 2)
            let child = try Spawning.start(
                ["version", "-v"], environment: [:], folder: nil, actions: &actions)
            return (child, [messages.read, messages.write, full.read, full.write])
        }
        defer {
            kill(child, SIGKILL)
            _ = Spawning.end(of: child)
            for end in ends { close(end) }
        }
        var wait = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, 60_000) == 1 else { throw ChildProcess.Failure(what: "it says nothing") }
        return try body("/proc/\(child)/")
    }

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test func `no crash handler but the system's, no core file, and no death by a closed pipe`() throws {
        try observe { process in
            let status = try lines(process + "status")
            func signals(_ name: String) throws -> UInt64 {
                let line = try #require(status.first { $0.hasPrefix(name + ":") })
                return try #require(UInt64(line.dropFirst(name.count + 1).drop { $0 == "\t" }, radix: 16))
            }
            for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] {
                #expect(try signals("SigCgt") & (1 << UInt64(number - 1)) == 0, "\(number)")
            }
            #expect(try signals("SigIgn") & (1 << UInt64(SIGPIPE - 1)) != 0)
            let core = try #require(try lines(process + "limits").first { $0.hasPrefix("Max core file size") })
            #expect(core.split(separator: " ").suffix(3).prefix(2) == ["0", "0"])
        }
    }

    @Test func `nobody but the system may look into its memory`() throws {
        try observe { process in
            var status = stat()
            // What cannot be dumped belongs to root in /proc, and another user's process, or this one's, may not read it.
            #expect(stat(process + "environ", &status) == 0 && status.st_uid == 0)
            if geteuid() != 0 { #expect(open(process + "environ", O_RDONLY) == -1) }
        }
    }
}
