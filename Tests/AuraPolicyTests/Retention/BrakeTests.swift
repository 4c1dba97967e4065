import AuraCore
import AuraPolicy
import Testing

@Suite struct BrakeTests {
    private let brake = StandardPolicy.brake

    @Test(arguments: [
        (0, 0, true), (1_000, 1_000, true), (1_001, 1_001, false), (1_001, 5_004, false), (1_001, 5_005, true),
        (2_000, 10_000, true), (2_001, 10_000, false), (999, 999, true), (1_001, 0, false),
        (Int.max, Int.max, false), (1_000, Int.max, true),
    ])
    func `a thousand rows or a fifth pass, more do not`(due: Int, population: Int, passes: Bool) {
        #expect((brake.check(due: due, population: population).refusal == nil) == passes)
    }

    @Test func `repeating the exact count lets it pass`() {
        #expect(brake.check(due: 5_000, population: 5_000, confirmed: 5_000).refusal == nil)
        let wrong = brake.check(due: 5_000, population: 5_000, confirmed: 4_999).refusal
        #expect(wrong?.reason == .confirmationDiffers)
        let none = brake.check(due: 5_000, population: 5_000).refusal
        #expect(none?.reason == .tooManyRows)
        #expect(none?.sentence.contains("5000 of 5000 rows") == true)
    }

    @Test(
        arguments: [
            (nil, RefusalReason.tooManyRows), (2_000, .confirmationDiffers), (2_001, nil),
            (2_002, .confirmationDiffers),
        ] as [(Int?, RefusalReason?)])
    func `one crowded class stops a whole plan until the plan's count is repeated`(
        confirmed: Int?, reason: RefusalReason?
    ) {
        let plan = Self.plan([(2_000, 5_000), (1, 1_000_000)])
        #expect(brake.check(plan, confirmed: confirmed).refusal?.reason == reason)
    }

    @Test func `a plan whose classes are each within the limit passes`() {
        #expect(brake.check(Self.plan([(1_000, 1_000), (1_000, 1_000)])).refusal == nil)
        #expect(brake.check(Self.plan([])).refusal == nil)
    }

    private static func plan(_ counts: [(due: Int, population: Int)]) -> PurgePlan {
        let items = counts.map { count in
            PurgeItem(
                tenant: Sample.tenant, dataClass: .conversation, keep: CalendarDuration(days: 90),
                due: (0..<count.due).map { "msg_\($0)" }, bytes: 0, oldest: nil, held: [], population: count.population)
        }
        return PurgePlanner.plan(
            asOf: Sample.now, items: items, policyVersion: "1.0", mapHash: "aa", sha256: Sample.hash)
    }

    @Test func `a confirmation that is not needed is not compared`() {
        #expect(brake.check(due: 10, population: 10, confirmed: 5_000).refusal == nil)
    }
}
