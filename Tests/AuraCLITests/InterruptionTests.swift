import Testing

@testable import aura_cli

@Suite struct InterruptionTests {
    @Test func `what ends by itself gives its result`() async throws {
        #expect(try await Interruption().cancelling(on: [2]) { 42 } == 42)
    }

    @Test func `an error comes through as it is`() async {
        await #expect(throws: CommandError(.usage, "x")) {
            try await Interruption().cancelling(on: [2]) { throw CommandError(.usage, "x") }
        }
    }
}
