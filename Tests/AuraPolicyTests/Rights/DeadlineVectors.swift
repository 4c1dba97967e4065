import AuraCore
import AuraPolicy
import AuraTestSupport
import Foundation
import Testing

@Suite struct DeadlineVectors {
    private static let file = "deadlines.json"

    @Test(arguments: try Vectors.cases("clock", in: file))
    func `the dates of a request follow from its day of receipt`(_ vector: VectorCase) throws {
        let zone = try #require(TimeZone(identifier: try vector.string("zone")))
        let deadline = RightsDeadline(receivedAt: try vector.moment("receivedAt"), zone: zone)
        #expect(deadline.received == (try vector.date("receivedDate")))
        #expect(Self.weekdays[deadline.received.weekday - 1] == (try vector.string("weekday")))
        #expect(deadline.oneMonth == (try vector.date("gdprOneMonth")))
        #expect(deadline.oneMonthRolled == (try vector.date("gdprOneMonthRolled")))
        #expect(deadline.promised == (try vector.date("plus30")))
        #expect(deadline.due == (try vector.date("auraDeadline")))
        #expect(deadline.endsAt(in: zone) == (try vector.moment("auraDeadlineEndsAt")))
        #expect(deadline.limit.rawValue == (try vector.string("limitedBy")))
        #expect(deadline.extended == (try vector.date("extended3Months")))
        #expect(deadline.ccpaAcknowledge == (try vector.date("ccpaAcknowledge10BusinessDays")))
        #expect(deadline.ccpa45 == (try vector.date("ccpa45")))
        #expect(deadline.ccpa90 == (try vector.date("ccpa90")))
    }

    @Test(arguments: try Vectors.cases("pauses", in: file))
    func `an ask in time moves the deadline by the days it stood`(_ vector: VectorCase) throws {
        let zone = try #require(TimeZone(identifier: try vector.string("zone")))
        let deadline = RightsDeadline(receivedAt: try vector.moment("receivedAt"), zone: zone)
        let pause = RightsPause(
            deadline, askedAt: try vector.moment("askedAt"),
            answeredAt: try vector.json["answeredAt"]?.string.map { try #require(Timestamp($0)) }, zone: zone)
        let expected: RightsPause.State =
            switch try vector.string("state") {
            case "paused": .paused
            case "notPaused": .notPaused
            default: .resumed(days: try vector.integer("pausedDays"))
            }
        #expect(deadline.due == (try vector.date("auraDeadline")))
        #expect(pause.state == expected)
        #expect((pause.state != .notPaused) == (try vector.bool("counts")))
        #expect(pause.due?.description == vector.json["resumedDeadline"]?.string)
        #expect(pause.extended?.description == vector.json["resumedExtended"]?.string)
        #expect(deadline.ccpa45 == (try vector.date("ccpa45")))
        #expect(pause.dueUnderBothLaws == (try vector.date("earlierIfBothLaws")))
    }

    @Test(arguments: try Vectors.cases("retention", in: file))
    func `an item is due from the instant its period ends`(_ vector: VectorCase) throws {
        let name = try vector.string("class")
        let dataClass = try #require(name == "usageIdentifiers" ? .usage : DataClass(rawValue: name))
        let rule = try StandardPolicy.retention.rule(for: dataClass)
        #expect(rule.anchor.rawValue == (try vector.string("anchor")))
        let anchor =
            vector.json["anchorDate"] == nil
            ? try vector.moment("anchorAt") : Timestamp(startOf: try vector.date("anchorDate"))
        let isIdentifiers = name == "usageIdentifiers"
        let dueAt = isIdentifiers ? rule.identifiersDueAt(anchor) : rule.dueAt(anchor)
        #expect(dueAt == (try vector.moment("dueAt")))
        for check in try #require(vector.json["checks"]?.array) {
            let now = try #require(check["now"]?.string.flatMap(Timestamp.init))
            let isDue =
                isIdentifiers
                ? try StandardPolicy.retention.areIdentifiersDue(dataClass, anchor: anchor, now: now)
                : try StandardPolicy.retention.isDue(dataClass, anchor: anchor, now: now)
            #expect(isDue == check["isDue"]?.bool)
            let cutoff = isIdentifiers ? rule.identifiersAnchoredBefore(now) : rule.anchoredBefore(now)
            if isDue { #expect(anchor < (try #require(cutoff))) }
        }
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}

extension VectorCase {
    fileprivate func moment(_ name: String) throws -> Timestamp {
        try #require(Timestamp(try string(name)))
    }

    fileprivate func date(_ name: String) throws -> CivilDate {
        try #require(CivilDate(try string(name)))
    }
}
