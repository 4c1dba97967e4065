import AuraCore

extension CalendarDuration {
    /// Whether this length never ends later than `other`, whichever day both begin on.
    ///
    /// Months have no length of their own, so both are measured from every day of four years with a leap day:
    /// `365d` never outlasts `12mo`, `366d` may.
    func isNeverLonger(than other: CalendarDuration) -> Bool {
        CalendarDuration.sampleDays.allSatisfy { after($0) <= other.after($0) }
    }

    /// 2027-03-01 to 2031-02-28, the days since 1970-01-01 that they are.
    private static let sampleDays = (20_878..<22_339).map { Timestamp(milliseconds: 0).adding(days: $0) }
}
