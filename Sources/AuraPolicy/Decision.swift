public import AuraCore

/// What a policy decision returns: leave, with what it grants, or a refusal with its reason.
///
/// A refusal is a value, not an error: it is audited and shown. An error means that nothing could be decided.
public enum Decision<Value: Sendable>: Sendable {
    case allowed(Value)
    case denied(Refusal)

    /// What was granted; none after a refusal.
    public var value: Value? {
        if case .allowed(let value) = self { value } else { nil }
    }

    /// Why it was refused; none if it was allowed.
    public var refusal: Refusal? {
        if case .denied(let refusal) = self { refusal } else { nil }
    }
}

extension Decision: Equatable where Value: Equatable {}
extension Decision: Hashable where Value: Hashable {}

extension Decision<Void> {
    /// Leave that grants nothing beyond itself.
    public static var allowed: Decision { .allowed(()) }
}

/// Why the policy says no: a word of a closed list, the clause behind it, and a sentence for people.
///
/// Nothing in it is personal: it holds periods, counts and classes alone.
public struct Refusal: Hashable, Sendable {
    public let reason: RefusalReason
    public let clause: Clause
    /// One sentence, fit for a report or a log.
    public let sentence: String

    public init(_ reason: RefusalReason, _ clause: Clause, _ sentence: String) {
        self.reason = reason
        self.clause = clause
        self.sentence = sentence
    }
}

/// Every reason for which the policy refuses.
public enum RefusalReason: String, CaseIterable, Codable, Sendable {
    // Access
    case roleLacksPermission, otherTenant, installationOnly, tenantNeeded, tenantClosed, tenantUnknown
    // Retention
    case periodFixed, periodTooLong, periodBelowFloor, closureTooLate
    // Purge, erase, shred
    case clockWentBack, clockJumpedAhead, tooManyRows, confirmationDiffers, legalHold, soleOwner
    // Transfers
    case recipientNotRegistered
}
