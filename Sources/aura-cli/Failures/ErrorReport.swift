import AuraCore
import Glibc

/// An error as people and scripts see it on standard error.
struct ErrorReport: Hashable, Sendable {
    let code: String
    let message: String
    let hint: String?
    let exit: ExitStatus
    let retryAfterSeconds: Int?

    init(code: String, message: String, hint: String?, exit: ExitStatus, retryAfterSeconds: Int? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.exit = exit
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The one place where an error becomes a message and an exit status.
    ///
    /// - Parameter signal: The signal that stopped the command, if one did: it decides between 130 and 143.
    init(_ error: any Error, stoppedBy signal: Int32? = nil) {
        switch error {
        case let error as CommandError where error.code != .cancelled:
            self.init(code: error.code.rawValue, message: error.message, hint: error.hint, exit: error.exit)
        case is CancellationError, is CommandError:
            self.init(
                code: CommandError.Code.cancelled.rawValue, message: "stopped before the end; nothing is half done",
                hint: "run the same command again", exit: signal == SIGTERM ? .terminated : .interrupted)
        default:
            self.init(
                code: CommandError.Code.internalFailure.rawValue, message: "an internal error: a bug in AURA",
                hint: "report it with the command and the version", exit: .internalFailure)
        }
    }

    /// One JSON line, fields in the order of the contract.
    var jsonLine: String {
        JSONValue.object([
            JSONMember("kind", "Error"), JSONMember("code", .string(code)), JSONMember("message", .string(message)),
            JSONMember("hint", JSONValue(hint)), JSONMember("exit", .integer(Int64(exit.rawValue))),
            JSONMember("retryAfterSeconds", retryAfterSeconds.map { JSONValue($0) } ?? .null),
        ]).line
    }
}
