import AuraCore
import AuraPlatform
import AuraPolicy

extension Report {
    /// The report on what was done, or on the policy's refusal (exit 7).
    static func of<Value: Sendable>(_ outcome: Outcome<Value>, _ done: (Value) throws -> Report) rethrows -> Report {
        switch outcome {
        case .done(let value): return try done(value)
        case .refused(let refusal):
            var report = Report(Kinds.refusal, refusal)
            report.exit = .refused
            report.failure = ErrorReport(
                code: refusal.reason.rawValue, message: refusal.sentence, hint: refusal.reason.hint, exit: .refused)
            return report
        }
    }
}

extension Kinds {
    static let refusal = Kind<Refusal>(
        "Refusal", identifier: "reason",
        fields: [
            .choice("reason") { $0.reason },
            .identifier("clause") { $0.clause },
            .text("sentence") { $0.sentence },
            .text("hint") { $0.reason.hint },
        ])
}

extension RefusalReason {
    /// What a person can do about it on the command line, if anything.
    fileprivate var hint: String? {
        switch self {
        case .clockWentBack: "set the machine's clock right"
        case .clockJumpedAhead: "look at the machine's clock; if it is right, add --accept-clock-jump"
        case .tooManyRows, .confirmationDiffers: "look at aura retention plan, then add --confirm-large with its count"
        case .ledgerLost: "restore the newest ledger first; if none is left, add --without-ledger"
        default: nil
        }
    }
}
