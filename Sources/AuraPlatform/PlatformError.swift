public import AuraPolicy

/// The one error type that users of AURA meet. It holds no content, key, name or vendor text.
public struct PlatformError: Error, Hashable, Sendable {
    /// A closed list; each code has one exit status (CLI.md §1.2).
    public enum Code: String, CaseIterable, Sendable {
        case internalFailure, notPermitted, notFound, exists, planStale, invalidInput, confirmationNeeded
        case limitReached, keyRefused, vendorFailed, noStore, storeLocked, leaseLost, rootKeyMissing, rootKeyWrong
        case integrity, storageFull, storageFailed, cancelled, unfinished
    }

    public let code: Code
    /// What is wrong, and where.
    public let message: String
    /// What to do about it.
    public let hint: String?
    public let retryAfterSeconds: Int?

    public init(_ code: Code, _ message: String, hint: String? = nil, retryAfterSeconds: Int? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The exit status of a command that fails with this error.
    public var exit: Int32 {
        switch code {
        case .internalFailure: 1
        case .unfinished: 3
        case .notPermitted: 4
        case .notFound: 5
        case .exists, .planStale: 6
        case .limitReached: 8
        case .keyRefused, .vendorFailed: 9
        case .noStore: 10
        case .storeLocked, .leaseLost: 11
        case .rootKeyMissing, .rootKeyWrong: 12
        case .integrity: 13
        case .storageFull, .storageFailed: 74
        case .invalidInput, .confirmationNeeded: 64
        case .cancelled: 130
        }
    }
}

/// What a use case answers that the policy may refuse: an answer, not an error (exit 7).
public enum Outcome<Value: Sendable>: Sendable {
    case done(Value)
    case refused(Refusal)
}
