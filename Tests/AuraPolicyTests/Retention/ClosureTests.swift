import AuraCore
import AuraPolicy
import Testing

@Suite struct ClosureTests {
    private let closure = StandardPolicy.closure

    @Test(
        arguments: [
            (nil, 29 * 86_400), ("29d", 29 * 86_400), ("1d", 86_400), ("1h", 3_600), ("696h", 29 * 86_400),
        ] as [(String?, Int)])
    func `a closed workspace is erased after 29 days or earlier`(delay: String?, seconds: Int) throws {
        let duration = try delay.map { try #require(CalendarDuration($0)) }
        let decision = closure.eraseAt(closedAt: Sample.now, after: duration)
        #expect(decision == .allowed(Sample.now.adding(seconds: seconds)))
    }

    @Test(arguments: ["30d", "2505601s", "1mo", "1y", "9223372036854775807d"])
    func `a later erasure is refused`(delay: String) throws {
        let duration: CalendarDuration = try #require(CalendarDuration(delay))
        let decision = closure.eraseAt(closedAt: Sample.now, after: duration)
        #expect(decision.refusal?.reason == .closureTooLate)
        #expect(decision.refusal?.clause == Clause(5, 2))
    }

    @Test func `a month is counted by its days`() throws {
        let closedAt = Sample.moment("2027-02-01T00:00:00.000Z")
        let decision = closure.eraseAt(closedAt: closedAt, after: CalendarDuration(months: 1))
        #expect(decision.value?.description == "2027-03-01T00:00:00.000Z")
    }

    @Test func `thirty days after the closure it is overdue, as the account's rule says`() throws {
        let overdueAt = closure.overdueAt(closedAt: Sample.now)
        #expect(overdueAt == Sample.now.adding(days: 30))
        #expect(try StandardPolicy.retention.dueAt(.account, anchor: Sample.now) == overdueAt)
    }

    @Test func `a day after a row was due its purge is late`() {
        let lag = StandardPolicy.purgeLag
        #expect(!lag.isOverdue(dueAt: Sample.now, now: Sample.now.adding(days: 1)))
        #expect(lag.isOverdue(dueAt: Sample.now, now: Sample.now.adding(days: 1).adding(milliseconds: 1)))
    }

    @Test func `no backup holds a destroyed key after seven days`() {
        #expect(StandardPolicy.backups.unrecoverableAfter(shreddedAt: Sample.now) == Sample.now.adding(days: 7))
    }

    @Test(arguments: [(-1, 0), (0, 0), (999, 0), (1_000, 1), (86_400_000, 86_400), (Int64.max, 9_223_372_036_854_775)])
    func `the purge lag counts whole seconds from the moment a row is due`(after: Int64, expected: Int) {
        let dueAt = Timestamp(milliseconds: 0)
        let lag = StandardPolicy.purgeLag
        #expect(lag.seconds(dueAt: dueAt, now: Timestamp(milliseconds: after)) == expected)
        #expect(lag.seconds(dueAt: Timestamp(milliseconds: .min), now: Timestamp(milliseconds: .max)) >= expected)
    }
}
