public import AuraCore
public import FoundationEssentials

/// The dates by which a person's request must be answered, in the calendar of the place it was received at.
///
/// Days are counted from the local day of receipt, which is not counted itself. A deadline's whole day counts and
/// none is moved because of a weekend. Source: GDPR Art. 12(3), Reg. 1182/71 Art. 3; 11 CCR § 7021; clause 6.7.
public struct RightsDeadline: Hashable, Sendable {
    /// Which of the two limits decides `due`.
    public enum Limit: String, CaseIterable, Codable, Sendable { case oneMonth, plus30, both }

    /// The local day of receipt, which is day 0.
    public let received: CivilDate
    /// The same-numbered day of the next month, or that month's last.
    public let oneMonth: CivilDate
    /// The same, moved to Monday from a weekend; for information, no deadline uses it.
    public let oneMonthRolled: CivilDate
    /// The policy's own time after receipt.
    public let promised: CivilDate
    /// The day by which AURA answers: the earlier of one month and the promise.
    public let due: CivilDate
    /// What `due` was decided by.
    public let limit: Limit
    /// Three months from receipt, if the person was told of the extension within the first.
    public let extended: CivilDate
    /// The tenth Monday-to-Friday day after receipt.
    public let ccpaAcknowledge: CivilDate
    /// The Californian answer: 45 calendar days after receipt.
    public let ccpa45: CivilDate
    /// The same, extended once.
    public let ccpa90: CivilDate

    /// - Parameters:
    ///   - zone: The zone whose calendar counts.
    ///   - answer: The policy's promise: months and days are counted, nothing shorter.
    public init(
        receivedAt: Timestamp, zone: TimeZone, answer: CalendarDuration = StandardPolicy.requestAnswer
    ) {
        received = receivedAt.localDate(in: zone)
        oneMonth = received.adding(months: 1)
        oneMonthRolled = oneMonth.adding(days: oneMonth.weekday > 5 ? 8 - oneMonth.weekday : 0)
        promised = received.adding(months: answer.months).adding(days: answer.days)
        due = min(oneMonth, promised)
        limit = oneMonth == promised ? .both : oneMonth < promised ? .oneMonth : .plus30
        extended = received.adding(months: 3)
        ccpaAcknowledge = received.adding(workingDays: 10)
        ccpa45 = received.adding(days: 45)
        ccpa90 = received.adding(days: 90)
    }

    /// The first instant after the day of `due`, exclusive end of the deadline.
    public func endsAt(in zone: TimeZone) -> Timestamp {
        Timestamp(startOf: due.adding(days: 1), in: zone)
    }
}

extension CivilDate {
    /// The `count`-th day from Monday to Friday after this one; holidays are not known here.
    fileprivate func adding(workingDays count: Int) -> CivilDate {
        var day = self
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if day.weekday < 6 { left -= 1 }
        }
        return day
    }
}
