import AuraCore
import AuraPolicy
import Foundation
import Testing

/// The golden dates of LAW.md §1.2 and what the vectors leave out.
@Suite struct RightsDeadlineTests {
    @Test(arguments: [
        [
            "2026-01-31", "2026-02-28", "2026-03-02", "2026-03-02", "2026-02-28", "2026-04-30", "2026-03-17",
            "2026-05-01",
        ],
        [
            "2027-02-01", "2027-03-01", "2027-03-01", "2027-03-03", "2027-03-01", "2027-05-01", "2027-03-18",
            "2027-05-02",
        ],
        [
            "2028-01-31", "2028-02-29", "2028-02-29", "2028-03-01", "2028-02-29", "2028-04-30", "2028-03-16",
            "2028-04-30",
        ],
        [
            "2026-08-31", "2026-09-30", "2026-09-30", "2026-09-30", "2026-09-30", "2026-11-30", "2026-10-15",
            "2026-11-29",
        ],
        [
            "2026-05-30", "2026-06-30", "2026-06-30", "2026-06-29", "2026-06-29", "2026-08-30", "2026-07-14",
            "2026-08-28",
        ],
    ])
    func `the golden dates`(row: [String]) throws {
        let deadline = RightsDeadline(receivedAt: Sample.moment(row[0] + "T12:00:00.000Z"), zone: .gmt)
        let dates = [
            deadline.received, deadline.oneMonth, deadline.oneMonthRolled, deadline.promised, deadline.due,
            deadline.extended, deadline.ccpa45, deadline.ccpa90,
        ]
        #expect(dates.map(\.description) == row)
    }

    @Test(arguments: [
        ("Pacific/Kiritimati", "2026-11-25", "2026-12-25T10:00:00.000Z"),
        ("Etc/GMT+12", "2026-11-23", "2026-12-24T12:00:00.000Z"), ("UTC", "2026-11-24", "2026-12-25T00:00:00.000Z"),
    ])
    func `the day of receipt is the local one`(name: String, day: String, end: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let deadline = RightsDeadline(receivedAt: Sample.moment("2026-11-24T11:00:00.000Z"), zone: zone)
        #expect(deadline.received.description == day)
        #expect(deadline.endsAt(in: zone).description == end)
    }

    @Test func `a day that a zone skipped ends when the next one begins`() throws {
        let apia = try #require(TimeZone(identifier: "Pacific/Apia"))
        // 30 December 2011 did not exist there.
        let deadline = RightsDeadline(receivedAt: Sample.moment("2011-11-29T12:00:00.000Z"), zone: apia)
        #expect(deadline.due.description == "2011-12-29")
        #expect(deadline.endsAt(in: apia).description == "2011-12-30T10:00:00.000Z")
    }

    @Test func `a shorter promise makes the deadline earlier`() {
        let deadline = RightsDeadline(receivedAt: Sample.now, zone: .gmt, answer: CalendarDuration(days: 14))
        #expect(deadline.due.description == "2026-12-08")
        #expect(deadline.limit == .plus30)
    }

    @Test func `an answer that is dated before the ask pauses nothing`() {
        let deadline = RightsDeadline(receivedAt: Sample.now, zone: .gmt)
        let pause = RightsPause(
            deadline, askedAt: Sample.now.adding(days: 1), answeredAt: Sample.now.adding(days: -5), zone: .gmt)
        #expect(pause.state == .resumed(days: 0))
        #expect(pause.due == deadline.due)
    }
}
