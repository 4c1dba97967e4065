/// What the command line itself has to refuse, before or around a use case.
///
/// The message never holds a secret, a document's text or an argument that could be one.
struct CommandError: Error, Hashable, Sendable {
    /// A closed list; each code has one exit status.
    enum Code: String, CaseIterable, Sendable {
        /// Unknown noun, verb or flag, missing or malformed value.
        case usage
        case unknownCommand, unknownTopic, unknownKind, unknownField
        /// A destructive command off a terminal without `--yes`, or an irreversible one without `--confirm NAME`.
        case confirmationNeeded
        case reasonNeeded
        case tenantNeeded
        case terminalNeeded
        /// A secret is wanted and standard input is neither a pipe nor a terminal that may be asked.
        case inputNeeded
        case inputTooLong
        case inputNotText
        case fileNotFound, fileNotPermitted, fileTooOpen, fileUnsuitable
        case inputFailed, outputFailed
        case cancelled
        case internalFailure
    }

    let code: Code
    let message: String
    let hint: String?

    init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    var exit: ExitStatus {
        switch code {
        case .usage, .unknownCommand, .unknownTopic, .unknownKind, .unknownField, .confirmationNeeded, .reasonNeeded,
            .tenantNeeded, .terminalNeeded, .inputNeeded, .inputTooLong, .inputNotText, .fileTooOpen, .fileUnsuitable:
            .wrongUse
        case .fileNotFound: .notFound
        case .fileNotPermitted: .notPermitted
        case .inputFailed, .outputFailed: .inputOutput
        case .cancelled: .interrupted
        case .internalFailure: .internalFailure
        }
    }
}
