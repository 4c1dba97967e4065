import AuraCore
import Glibc
import Testing

@testable import aura_cli

@Suite struct FailureTests {
    @Test func `the exit codes are the closed list of the contract`() {
        #expect(
            ExitStatus.allCases.map(\.rawValue)
                == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 64, 74, 130, 143])
        #expect(ExitStatus.allCases.filter(\.carriesReport).map(\.rawValue) == [0, 2, 3, 7, 13])
    }

    @Test(arguments: CommandError.Code.allCases)
    func `every error of the command line becomes a message and an exit status`(code: CommandError.Code) {
        let report = ErrorReport(CommandError(code, "why", hint: "what"))
        #expect(report.code == code.rawValue)
        #expect(report.exit != .done && !report.exit.carriesReport)
    }

    @Test func `a stopped command exits by its signal`() {
        #expect(ErrorReport(CancellationError(), stoppedBy: SIGINT).exit == .interrupted)
        #expect(ErrorReport(CancellationError(), stoppedBy: SIGTERM).exit == .terminated)
        #expect(ErrorReport(CancellationError()).code == "cancelled")
    }

    @Test func `an error nobody foresaw says nothing of itself`() {
        struct Leaky: Error { let secret = "sk-12345678" }
        let report = ErrorReport(Leaky())
        #expect(report.exit == .internalFailure)
        #expect(!Kinds.error.line(of: report).contains("sk-12345678"))
    }

    @Test func `an error is one JSON line with all fields of the contract`() throws {
        let line = Kinds.error.line(of: ErrorReport(CommandError(.usage, "a\nb")))
        #expect(line.filter { $0 == "\n" }.count == 1)
        guard case .object(let members) = try JSONValue(parsing: Array(line.utf8)) else { return #expect(Bool(false)) }
        #expect(members.map(\.name) == ["kind", "code", "message", "hint", "exit", "retryAfterSeconds"])
    }

    @Test(arguments: [
        ("tenat", "tenant"), ("tneant", "tenant"), ("tenants", "tenant"), ("lst", "list"),
        ("AURA_TENNANT", "AURA_TENANT"),
        ("xyz", nil), ("t", nil), ("conversations", "conversation"),
    ])
    func `a near miss is offered, a far one is not`(word: String, expected: String?) {
        let known = ["tenant", "list", "conversation", "show", "AURA_TENANT", "AURA_DATA"]
        #expect(NearMiss.of(word, among: known) == expected)
    }

    @Test func `an argument too many is never repeated`() {
        #expect(CommandLineRun.discreet("Unexpected argument 'sk-12345678'") == "there is an argument too many")
        #expect(
            CommandLineRun.discreet("2 unexpected arguments: 'sk-1', 'sk-2'") == "there is an argument too many")
        #expect(CommandLineRun.discreet("Unknown option '--x'") == "Unknown option '--x'")
    }
}
