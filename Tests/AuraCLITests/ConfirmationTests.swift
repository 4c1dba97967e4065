import ArgumentParser
import Testing

@testable import aura_cli

@Suite struct ConfirmationTests {
    private func destroy(_ arguments: [String]) async throws {
        let command = try DestructiveSample.parse(arguments)
        try await Confirmation.require(command, in: CommandContext(command.global))
    }

    private func erase(_ arguments: [String]) async throws {
        let command = try IrreversibleSample.parse(["acme"] + arguments)
        try await Confirmation.require(command, in: CommandContext(command.global))
    }

    @Test func `a destructive command off a terminal needs yes`() async throws {
        let error = await #expect(throws: CommandError.self) { try await destroy([]) }
        #expect(error?.code == .confirmationNeeded)
        #expect(error?.hint?.contains("--yes") == true)
        try await destroy(["--yes"])
        try await destroy(["--dry-run"])
    }

    @Test(arguments: [
        ([], CommandError.Code.confirmationNeeded), (["--yes"], .confirmationNeeded),
        (["--yes", "--reason", "r"], .confirmationNeeded),
        (["--confirm", "acm", "--reason", "r"], .confirmationNeeded),
        (["--confirm", "", "--reason", "r"], .confirmationNeeded), (["--confirm", "acme"], .reasonNeeded),
        (["--confirm", "acme", "--yes"], .reasonNeeded),
    ])
    func `an irreversible command needs its object's name and a reason`(
        arguments: [String], code: CommandError.Code
    ) async throws {
        let error = await #expect(throws: CommandError.self) { try await erase(arguments) }
        #expect(error?.code == code)
    }

    @Test func `an irreversible command runs when the name is repeated and a reason given`() async throws {
        try await erase(["--confirm", "acme", "--reason", "asked for"])
        try await erase(["-n"])
    }

    @Test func `two spellings of an accent are two names`() async throws {
        let command = try IrreversibleSample.parse(["caf\u{E9}", "--confirm", "cafe\u{301}", "--reason", "r"])
        await #expect(throws: CommandError.self) {
            try await Confirmation.require(command, in: CommandContext(command.global))
        }
    }
}
