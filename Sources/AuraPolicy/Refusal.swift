public import AuraCore

/// Why the policy says no: a word of a closed list, the clause behind it, and a sentence for people.
///
/// Nothing in it is personal: it holds periods, counts and classes alone.
public struct Refusal: Hashable, Sendable {
    /// The word that programs read.
    public let reason: RefusalReason
    /// The promise that the refusal keeps.
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
    // Restore
    case ledgerLost
    // Transfers
    case recipientNotRegistered
}
