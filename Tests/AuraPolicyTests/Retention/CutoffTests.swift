import AuraCore
import AuraPolicy
import Testing

@Suite struct CutoffTests {
    /// Around the ends of months, in and out of leap years, at several times of day.
    private static let moments: [Timestamp] = {
        var moments: [Timestamp] = []
        for year in [2027, 2028, 2029] {
            for month in 1...12 {
                guard let first = CivilDate(year: year, month: month, day: 1) else { continue }
                for day in [-3, -2, -1, 0, 1, 14] {
                    for hour in [0, 36_000_000, 86_399_999] as [Int64] {
                        moments.append(Timestamp(startOf: first.adding(days: day)).adding(milliseconds: hour))
                    }
                }
            }
        }
        return moments
    }()

    @Test(arguments: ["1mo", "12mo", "7y", "90d", "P1M1D", "P2MT12H", "12h"])
    func `preselection misses no due row and is as tight as it can be`(period: String) throws {
        let keep = try #require(CalendarDuration(period))
        for anchor in [RetentionRule.Anchor.createdAt, .issueDate] {
            let rule = RetentionRule(.usage, keep: keep, from: anchor, clause: Clause(5, 4))
            for asOf in Self.moments {
                let cutoff = rule.anchoredBefore(asOf)
                // Tight: the latest row it lets through is due. Complete: no row of the next forty days is.
                let after = (0..<40).map { cutoff.adding(days: $0) }
                let ends = after.map { Timestamp(startOf: $0.date.adding(days: 1)).adding(milliseconds: -1) }
                guard rule.dueAt(cutoff.adding(milliseconds: -1)) <= asOf,
                    (after + ends).allSatisfy({ rule.dueAt($0) > asOf })
                else {
                    Issue.record("\(period) from \(anchor) as of \(asOf): \(cutoff)")
                    return
                }
            }
        }
    }

    @Test func `a row of 29 February is preselected although it is younger than a year ago`() throws {
        let createdAt = Sample.moment("2028-02-29T10:00:00.000Z")
        let asOf = Sample.moment("2029-02-28T10:00:00.000Z")
        let cutoffs = StandardPolicy.retention.cutoffs(asOf: asOf)
        #expect(createdAt > asOf.adding(months: -12))
        #expect(createdAt < (try #require(cutoffs.createdBefore[.usage])))
        #expect(try StandardPolicy.retention.isDue(.usage, anchor: createdAt, now: asOf))
    }

    @Test func `a cut-off is exclusive and its row is the last that is due`() throws {
        let cutoffs = StandardPolicy.retention.cutoffs(asOf: Sample.now)
        #expect(cutoffs.asOf == Sample.now)
        #expect(cutoffs.createdBefore[.conversation] == Sample.now.adding(days: -90).adding(milliseconds: 1))
        #expect(cutoffs.createdBefore[.session] == Sample.now.adding(seconds: -43_200).adding(milliseconds: 1))
        #expect(cutoffs.createdBefore[.billing]?.description == "2019-11-24T00:00:00.000Z")
        #expect(cutoffs.identifiersBefore == [.usage: Sample.now.adding(days: -90).adding(milliseconds: 1)])
    }

    @Test func `classes that count from a closure have no cut-off`() {
        let cutoffs = StandardPolicy.retention.cutoffs(asOf: Sample.now).createdBefore
        #expect(
            Set(cutoffs.keys) == [.conversation, .usage, .billing, .technical, .mail, .session, .compliance])
    }

    @Test func `a tenant's cut-offs follow its own periods`() {
        let tenant = StandardPolicy.retention.applying([.conversation: CalendarDuration(days: 30)])
        let cutoffs = tenant.cutoffs(asOf: Sample.now)
        #expect(cutoffs.createdBefore[.conversation] == Sample.now.adding(days: -30).adding(milliseconds: 1))
        #expect(cutoffs.identifiersBefore[.usage] == Sample.now.adding(days: -30).adding(milliseconds: 1))
    }
}
