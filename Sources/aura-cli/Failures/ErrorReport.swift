import AuraPlatform
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
        case let error as PlatformError where error.code != .cancelled:
            self.init(
                code: error.code.rawValue, message: error.message, hint: error.hint,
                exit: ExitStatus(rawValue: error.exit) ?? .internalFailure, retryAfterSeconds: error.retryAfterSeconds)
        case is CancellationError, is CommandError, is PlatformError:
            self.init(
                code: CommandError.Code.cancelled.rawValue, message: "stopped before the end; nothing is half done",
                hint: "run the same command again", exit: signal == SIGTERM ? .terminated : .interrupted)
        default:
            self.init(
                code: CommandError.Code.internalFailure.rawValue, message: "an internal error: a bug in AURA",
                hint: "report it with the command and the version", exit: .internalFailure)
        }
    }
}

extension Kinds {
    /// The line that an error is with a JSON format; the order of its fields is part of the contract.
    static let error = Kind<ErrorReport>(
        line: "Error",
        fields: [
            .identifier("code") { $0.code },
            .text("message") { $0.message },
            .text("hint") { $0.hint },
            .integer("exit") { $0.exit.rawValue },
            .integer("retryAfterSeconds") { $0.retryAfterSeconds },
        ])
}
