import AuraCore
import AuraPolicy
import Testing

@Suite struct ClockRuleTests {
    private let rule = StandardPolicy.clockRule
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    @Test(
        arguments: [
            (0, nil), (hour, nil), (hour + 1, RefusalReason.clockWentBack), (3_650 * day, .clockWentBack),
            (-25 * hour, nil),
            (-46 * day, nil),
        ] as [(Int64, RefusalReason?)])
    func `the clock may lie an hour behind what was recorded`(behind: Int64, reason: RefusalReason?) {
        let witness = Sample.now.adding(milliseconds: behind)
        #expect(rule.check(now: Sample.now, witness: witness, lastRun: nil).refusal?.reason == reason)
    }

    @Test(
        arguments: [
            (0, nil), (25 * hour, nil), (45 * day, nil), (45 * day + 1, RefusalReason.clockJumpedAhead),
            (3_650 * day, .clockJumpedAhead), (-hour, nil),
        ] as [(Int64, RefusalReason?)])
    func `the clock may lie forty-five days ahead of the last run`(ahead: Int64, reason: RefusalReason?) {
        let lastRun = Sample.now.adding(milliseconds: -ahead)
        #expect(rule.check(now: Sample.now, witness: nil, lastRun: lastRun).refusal?.reason == reason)
    }

    @Test func `a new installation has nothing to compare with`() {
        #expect(rule.check(now: Sample.now, witness: nil, lastRun: nil).refusal == nil)
    }

    @Test func `whoever has looked at the clock may go on`() {
        let early = Sample.now.adding(days: -50)
        let late = Sample.now.adding(days: 50)
        #expect(rule.check(now: Sample.now, witness: late, lastRun: nil).refusal != nil)
        #expect(rule.check(now: Sample.now, witness: late, lastRun: early, acceptsJump: true).refusal == nil)
        #expect(rule.check(now: Sample.now, witness: nil, lastRun: early, acceptsJump: true).refusal == nil)
    }

    @Test func `the ends of time do not trap`() {
        let first = Timestamp(milliseconds: .min)
        let last = Timestamp(milliseconds: .max)
        #expect(rule.check(now: first, witness: last, lastRun: last).refusal?.reason == .clockWentBack)
        #expect(rule.check(now: last, witness: first, lastRun: first).refusal?.reason == .clockJumpedAhead)
    }
}
