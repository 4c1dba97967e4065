import AuraCore
import Testing

@Suite struct CivilDateTests {
    @Test func `every day of nine centuries has its own number and comes back from it`() throws {
        let first = try #require(CivilDate(year: 1_600, month: 1, day: 1))
        var expected = first
        for number in first.daysSinceEpoch..<(first.daysSinceEpoch + 330_000) {
            let date = CivilDate(daysSinceEpoch: number)
            guard date == expected, date.daysSinceEpoch == number else {
                Issue.record("day \(number) is \(date), expected \(expected)")
                return
            }
            expected = try CivilDateTests.dayAfter(date)
        }
    }

    @Test(arguments: [
        ("0000-01-01", -719_528), ("0001-01-01", -719_162), ("1582-10-15", -141_427), ("1969-12-31", -1),
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("2038-01-19", 24_855), ("9999-12-31", 2_932_896),
    ])
    func `known days have their known numbers`(text: String, number: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(date.daysSinceEpoch == number)
        #expect(CivilDate(daysSinceEpoch: number).description == text)
    }

    @Test(arguments: [
        "", "2026-1-1", "2026-13-01", "2026-00-10", "2026-04-31", "2026-02-29", "1900-02-29", "2026-01-00",
        "2026/01/01", "2026-01-01 ", "+026-01-01", "-001-01-01", "２０26-01-01", "20261-01-01",
    ])
    func `a day that is not in the calendar or is spelled otherwise is none`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-15", 1, "2027-01-15"),
        ("2028-02-29", 12, "2029-02-28"), ("2028-02-29", 48, "2032-02-29"), ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"), ("0001-01-01", -12, "0000-01-01"),
    ])
    func `months keep the day or take the month's last`(start: String, months: Int, end: String) throws {
        #expect(try #require(CivilDate(start)).adding(months: months).description == end)
    }

    @Test(arguments: [("2026-11-23", 1), ("2026-11-24", 2), ("2026-11-29", 7), ("1969-12-29", 1), ("0001-01-01", 1)])
    func `weekdays count from Monday`(text: String, weekday: Int) throws {
        #expect(try #require(CivilDate(text)).weekday == weekday)
    }

    @Test(arguments: [Int.max, Int.min])
    func `arithmetic stops at a million years and never traps`(number: Int) {
        let epoch = CivilDate(daysSinceEpoch: 0)
        for date in [epoch.adding(days: number), epoch.adding(months: number), CivilDate(daysSinceEpoch: number)] {
            #expect(abs(date.year) > 900_000)
            #expect((number > 0) == (date > epoch))
            #expect(abs(date.adding(days: number).year) > 900_000)
            #expect(abs(date.adding(months: number).year) > 900_000)
        }
    }

    private static func dayAfter(_ date: CivilDate) throws -> CivilDate {
        let next =
            CivilDate(year: date.year, month: date.month, day: date.day + 1)
            ?? CivilDate(year: date.year, month: date.month + 1, day: 1)
            ?? CivilDate(year: date.year + 1, month: 1, day: 1)
        return try #require(next)
    }
}
