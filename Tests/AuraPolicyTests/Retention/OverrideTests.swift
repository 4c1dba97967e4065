import AuraCore
import AuraPolicy
import Testing

@Suite struct OverrideTests {
    private let policy = StandardPolicy.retention

    @Test(arguments: [
        (DataClass.conversation, "90d"), (.conversation, "1d"), (.conversation, "30d"), (.conversation, "24h"),
        (.conversation, "2mo"), (.usage, "12mo"), (.usage, "365d"), (.usage, "1mo"), (.usage, "31d"),
        (.technical, "30d"), (.technical, "1d"), (.mail, "2w"), (.compliance, "24mo"), (.compliance, "731d"),
        (.compliance, "3y"),
    ])
    func `a tenant may shorten a period down to its floor`(dataClass: DataClass, period: String) throws {
        let duration = try #require(CalendarDuration(period))
        let decision = try policy.shortening(dataClass, to: duration)
        #expect(try decision.value?.rule(for: dataClass).keep == duration)
    }

    @Test(arguments: [
        (DataClass.conversation, "91d", RefusalReason.periodTooLong), (.conversation, "3mo", .periodTooLong),
        (.conversation, "7776001s", .periodTooLong), (.conversation, "23h", .periodBelowFloor),
        (.conversation, "86399s", .periodBelowFloor), (.usage, "13mo", .periodTooLong),
        (.usage, "366d", .periodTooLong),
        (.usage, "30d", .periodBelowFloor), (.usage, "27d", .periodBelowFloor), (.technical, "31d", .periodTooLong),
        (.technical, "12h", .periodBelowFloor), (.mail, "1mo", .periodTooLong), (.mail, "1h", .periodBelowFloor),
        (.compliance, "730d", .periodBelowFloor), (.compliance, "23mo", .periodBelowFloor),
        (.compliance, "37mo", .periodTooLong), (.billing, "6y", .periodFixed), (.billing, "7y", .periodFixed),
        (.account, "1d", .periodFixed), (.content, "1d", .periodFixed), (.session, "1h", .periodFixed),
        (.credential, "1d", .periodFixed), (.conversation, "9223372036854775807d", .periodTooLong),
    ])
    func `anything else is refused with its reason and clause`(
        dataClass: DataClass, period: String, reason: RefusalReason
    ) throws {
        let refusal = try policy.shortening(dataClass, to: try #require(CalendarDuration(period))).refusal
        #expect(refusal?.reason == reason)
        #expect(refusal?.clause == (try policy.rule(for: dataClass).clause))
    }

    @Test func `an empty period is never all and never for ever`() throws {
        let refusal = try policy.shortening(.conversation, to: CalendarDuration()).refusal
        #expect(refusal?.reason == .periodBelowFloor)
    }

    @Test func `a stored choice that is longer, or of a fixed class, has no effect`() throws {
        let chosen = policy.applying([
            .conversation: CalendarDuration(days: 365), .billing: CalendarDuration(days: 1),
            .mail: CalendarDuration(days: 7),
        ])
        #expect(try chosen.rule(for: .conversation).keep == CalendarDuration(days: 90))
        #expect(try chosen.rule(for: .billing).keep == CalendarDuration(months: 84))
        #expect(try chosen.rule(for: .mail).keep == CalendarDuration(days: 7))
        #expect(policy.applying([:]) == policy)
    }

    @Test func `a shortened period reaches what is already stored`() throws {
        let tenant = policy.applying([.conversation: CalendarDuration(days: 30)])
        let createdAt = Sample.now.adding(days: -30)
        #expect(try tenant.isDue(.conversation, anchor: createdAt, now: Sample.now))
        #expect(try !policy.isDue(.conversation, anchor: createdAt, now: Sample.now))
    }

    @Test func `identifiers elsewhere do not outlive the conversation they point at`() throws {
        let tenant = policy.applying([.conversation: CalendarDuration(days: 30)])
        let createdAt = Sample.now.adding(days: -30)
        #expect(try tenant.areIdentifiersDue(.usage, anchor: createdAt, now: Sample.now))
        let brief = policy.applying([.usage: CalendarDuration(months: 1)])
        #expect(try brief.areIdentifiersDue(.usage, anchor: Sample.now.adding(months: -1), now: Sample.now))
    }
}
