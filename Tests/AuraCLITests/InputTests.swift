import AuraCore
import Foundation
import Glibc
import Testing

@testable import aura_cli

@Suite struct InputTests {
    private func input(_ variables: [String: String] = [:]) -> Input {
        Input(environment: Environment(variables), mayAsk: false, interruption: Interruption())
    }

    private func secret(_ input: Input, file: String) throws -> [UInt8] {
        try input.secret(prompt: "Key", file: file).withUnsafeBytes { Array($0) }
    }

    @Test(
        arguments: [(0o600, nil), (0o400, nil), (0o640, .fileTooOpen), (0o604, .fileTooOpen), (0o660, .fileTooOpen)]
            as [(Int, CommandError.Code?)])
    func `a key file that others may read is refused`(mode: Int, code: CommandError.Code?) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("key", "sk-1\n", mode: mode)
        if let code {
            let error = #expect(throws: CommandError.self) { try secret(input(), file: file) }
            #expect(error?.code == code)
        } else {
            #expect(try secret(input(), file: file) == Array("sk-1".utf8))
        }
    }

    @Test func `below systemd's credentials a group may read a key file, and nobody else`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("key", "sk-1", mode: 0o440)
        #expect(try secret(input(["CREDENTIALS_DIRECTORY": folder.path]), file: file) == Array("sk-1".utf8))
        #expect(throws: CommandError.self) {
            try secret(input(["CREDENTIALS_DIRECTORY": folder.path + "x"]), file: file)
        }
        let open = try folder.write("open", "sk-1", mode: 0o444)
        #expect(throws: CommandError.self) { try secret(input(["CREDENTIALS_DIRECTORY": folder.path]), file: open) }
    }

    @Test(arguments: [("sk-1", "sk-1"), ("sk-1\n", "sk-1"), ("sk-1\r\n", "sk-1"), ("sk-1\n\n", "sk-1\n"), ("", "")])
    func `one trailing line feed is cut, and no more`(written: String, read: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("key", written)
        #expect(try secret(input(), file: file) == Array(read.utf8))
    }

    @Test(arguments: [(65_536, true), (65_537, false)])
    func `a secret has at most 64 KiB`(count: Int, isRead: Bool) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("key", String(repeating: "k", count: count))
        if isRead {
            #expect(try secret(input(), file: file).count == count)
        } else {
            let error = #expect(throws: CommandError.self) { try secret(input(), file: file) }
            #expect(error?.code == .inputTooLong)
        }
    }

    @Test func `what is no file is no input, and a FIFO holds nobody up`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
        for (name, code) in [
            ("missing", CommandError.Code.fileNotFound), ("", .fileUnsuitable), ("fifo", .fileUnsuitable),
        ] {
            let error = #expect(throws: CommandError.self) {
                try input().contents(of: folder.path + "/" + name, limit: 10)
            }
            #expect(error?.code == code, "\(name)")
        }
    }

    @Test func `a file is read within its limit, and as text only if it is UTF-8`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("text", "äöü")
        #expect(try input().text(of: file, limit: 6) == "äöü")
        let error = #expect(throws: CommandError.self) { try input().text(of: file, limit: 5) }
        #expect(error?.code == .inputTooLong)
        try Data([0x61, 0xFF]).write(to: URL(filePath: file))
        let wrong = #expect(throws: CommandError.self) { try input().text(of: file, limit: 5) }
        #expect(wrong?.code == .inputNotText)
    }

    @Test func `a passphrase that cannot be asked for comes from systemd, else not at all`() throws {
        let folder = try TemporaryFolder()
        try folder.write("aura-root-passphrase", "correct horse\n", mode: 0o400)
        let read = try input(["CREDENTIALS_DIRECTORY": folder.path]).passphrase()
        #expect(read.withUnsafeBytes { Array($0) } == Array("correct horse".utf8))
        let error = #expect(throws: CommandError.self) { try input().passphrase() }
        #expect(error?.code == .inputNeeded)
    }
}
