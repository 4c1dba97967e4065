import AuraCore
import Testing

@Suite struct CalendarDurationTests {
    private static let start = Timestamp(startOf: CivilDate(daysSinceEpoch: 20_000))

    @Test(arguments: [
        ("90d", "90d"), ("P2W", "14d"), ("12mo", "12mo"), ("24mo", "2y"), ("7y", "7y"), ("13mo", "13mo"),
        ("12h", "12h"), ("90m", "5400s"), ("1s", "1s"), ("P1M1DT1S", "P1M1DT1S"),
    ])
    func `a length is written in its shortest form`(text: String, written: String) throws {
        #expect(try #require(CalendarDuration(text)).description == written)
    }

    @Test(arguments: [
        ("2028-02-29T10:00:00.000Z", "12mo", "2029-02-28T10:00:00.000Z"),
        ("2028-02-29T10:00:00.000Z", "7y", "2035-02-28T10:00:00.000Z"),
        ("2026-01-31T23:59:59.999Z", "1mo", "2026-02-28T23:59:59.999Z"),
        ("2026-03-29T00:30:00.000Z", "12h", "2026-03-29T12:30:00.000Z"),
        ("2026-12-31T00:00:00.000Z", "P1M1DT1S", "2027-02-01T00:00:01.000Z"),
    ])
    func `months go by the calendar, days and seconds are exact`(start: String, length: String, end: String) throws {
        let duration = try #require(CalendarDuration(length))
        #expect(duration.after(try #require(Timestamp(start))) == Timestamp(end))
    }

    @Test(arguments: ["9223372036854775807d", "9223372036854775807mo", "9223372036854775807s", "768614336404564650y"])
    func `a length beyond all calendars ends in the far future and does not trap`(text: String) throws {
        let duration = try #require(CalendarDuration(text))
        #expect(duration.after(Self.start) > Self.start.adding(days: 365_000))
        let reverse = CalendarDuration(months: -duration.months, days: -duration.days, seconds: -duration.seconds)
        #expect(reverse.after(Self.start) < Self.start.adding(days: -365_000))
    }
}
