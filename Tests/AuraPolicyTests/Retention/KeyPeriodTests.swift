import AuraCore
import AuraPolicy
import Testing

@Suite struct KeyPeriodTests {
    private let policy = StandardPolicy.retention
    /// 2026-01-29 to 2026-02-04.
    private let week = KeyPeriod(number: 2_926)

    @Test(arguments: [(-1, false), (0, true)])
    func `a week's key may go when its end and the period have passed`(offset: Int64, isDue: Bool) throws {
        let asOf = Sample.moment("2026-05-06T00:00:00.000Z").adding(milliseconds: offset)
        #expect(try policy.isWhollyDue(week, of: .conversation, asOf: asOf) == isDue)
    }

    @Test func `when a week is wholly due, so is each row that can lie in it`() throws {
        let dueAt = week.end.adding(days: 90)
        for millisecond in [1, 1_000, 86_400_000, 604_800_000] as [Int64] {
            let createdAt = week.end.adding(milliseconds: -millisecond)
            #expect(try policy.isDue(.conversation, anchor: createdAt, now: dueAt))
        }
    }

    @Test(arguments: [2_000, 2_512, 3_031, 3_032, 3_033, 3_240])
    func `months are counted to the last row of the week`(number: UInt32) throws {
        let week = KeyPeriod(number: number)
        let rule = RetentionRule(
            .conversation, keep: CalendarDuration(months: 1), from: .createdAt, clause: Clause(5, 1))
        let latest = try #require(
            (1...7 * 24).map { rule.dueAt(week.end.adding(milliseconds: 1 - $0 * 3_600_000)) }.max())
        let monthly = RetentionPolicy([rule])
        #expect(try !monthly.isWhollyDue(week, of: .conversation, asOf: latest.adding(milliseconds: -1)))
        #expect(try monthly.isWhollyDue(week, of: .conversation, asOf: max(latest, rule.dueAt(week.end))))
    }

    @Test func `rows without a week's key, and classes that wait for a closure, never go by week`() throws {
        let far = Sample.now.adding(days: 36_500)
        #expect(try !policy.isWhollyDue(.none, of: .conversation, asOf: far))
        #expect(try !policy.isWhollyDue(week, of: .account, asOf: far))
        #expect(try policy.isWhollyDue(week, of: .conversation, asOf: far))
    }
}
