import AuraCore
import AuraCrypto
import Glibc
import Testing

@Suite struct CommandSourceTests {
    private func source(_ command: String, limit: Int = 20, environment: [String] = []) -> CommandSource {
        CommandSource(command: command, environment: environment, limitSeconds: limit)
    }

    @Test func `the command's standard output is the root key`() async throws {
        let key = try await source("printf 0123456789abcdef; printf 0123456789abcdef; echo noise >&2").rootKey()
        #expect(key.copied == Array("0123456789abcdef0123456789abcdef".utf8))
    }

    @Test(arguments: [(0, 0), (31, 31), (33, 33), (200_000, 33)])
    func `another number of bytes is refused, and however many come are not read`(
        count: Int, counted: Int
    ) async throws {
        await #expect(throws: RootKeyError.commandWrongLength(count: counted)) {
            try await source("head -c \(count) /dev/zero").rootKey()
        }
    }

    @Test(arguments: [("exit 3", 3), ("kill -9 $$", 137), ("no-such-program-anywhere", 127)])
    func `a command that fails gives no key, and its status`(command: String, status: Int) async throws {
        await #expect(throws: RootKeyError.commandFailed(status: status)) {
            try await source("head -c 32 /dev/zero; \(command)").rootKey()
        }
    }

    @Test(arguments: ["head -c 32 /dev/zero; exec >&-; sleep 60", "sleep 60", "sleep 60 & echo $!"])
    func `a command that does not end is stopped when its time is over`(command: String) async throws {
        await #expect(throws: RootKeyError.commandTimedOut(seconds: 1)) {
            try await source("PATH=/usr/bin:/bin; \(command)", limit: 1).rootKey()
        }
    }

    @Test func `it sees the environment that it was given and nothing of this process`() async throws {
        setenv("AURA_TEST_LEAK", "1", 1)
        let key = try await source(
            "test -z \"$AURA_TEST_LEAK\" && printf %s \"$WORD\"", environment: ["WORD=0123456789abcdef0123456789abcdef"]
        ).rootKey()
        #expect(key.count == 32)
    }

    @Test func `it has nothing to read`() async throws {
        let key = try await source("cat; printf 0123456789abcdef0123456789abcdef").rootKey()
        #expect(key.count == 32)
    }
}
