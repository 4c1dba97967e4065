public import AuraCore
public import FoundationEssentials

/// How asking the person for more moves the answer's deadline (GDPR Art. 12(6)).
///
/// Only an ask that left within three days of receipt counts. While it is unanswered the clock stands; afterwards
/// the deadline moves by the whole days it stood. The Californian clock never stands still.
public struct RightsPause: Hashable, Sendable {
    /// What the ask did to the clock.
    public enum State: Hashable, Sendable {
        /// The ask came too late: the clock runs as before.
        case notPaused
        case paused
        /// It runs again, after standing for so many whole days.
        case resumed(days: Int)
    }

    /// Days after receipt within which an ask still counts.
    public static let latestAsk = 3

    /// Whether the clock runs.
    public let state: State
    /// The day the answer is due; none while the clock stands.
    public let due: CivilDate?
    /// The extended day; none while the clock stands.
    public let extended: CivilDate?
    /// The day to show if both laws apply.
    public let dueUnderBothLaws: CivilDate

    /// - Parameters:
    ///   - askedAt: When the question left, with reasonable doubts about who asks as its reason.
    ///   - answeredAt: When the person answered; none so far.
    public init(_ deadline: RightsDeadline, askedAt: Timestamp, answeredAt: Timestamp?, zone: TimeZone) {
        let asked = askedAt.localDate(in: zone)
        let days: Int?
        if asked > deadline.received.adding(days: RightsPause.latestAsk) {
            state = .notPaused
            days = 0
        } else if let answeredAt {
            let elapsed = max(0, answeredAt.milliseconds - askedAt.milliseconds) / Timestamp.millisecondsPerDay
            state = .resumed(days: Int(elapsed))
            days = Int(elapsed)
        } else {
            state = .paused
            days = nil
        }
        due = days.map { deadline.due.adding(days: $0) }
        extended = days.map { deadline.extended.adding(days: $0) }
        dueUnderBothLaws = min(due ?? deadline.ccpa45, deadline.ccpa45)
    }
}
