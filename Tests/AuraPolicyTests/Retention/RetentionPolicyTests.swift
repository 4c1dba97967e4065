import AuraCore
import AuraPolicy
import Testing

@Suite struct RetentionPolicyTests {
    private let policy = StandardPolicy.retention

    @Test func `every class has exactly one rule with a clause of the policy`() throws {
        #expect(Set(policy.rules.map(\.dataClass)) == Set(DataClass.allCases))
        #expect(policy.rules.count == DataClass.allCases.count)
        for rule in policy.rules { #expect(StandardPolicy.document[rule.clause] != nil) }
    }

    @Test(
        arguments: [
            (DataClass.conversation, "90d", "1d"), (.usage, "12mo", "1mo"), (.account, "30d", nil),
            (.content, "30d", nil),
            (.credential, "30d", nil), (.billing, "7y", nil), (.technical, "30d", "1d"), (.mail, "30d", "1d"),
            (.session, "12h", nil), (.compliance, "3y", "2y"),
        ] as [(DataClass, String, String?)])
    func `the periods and floors are those of the policy`(
        dataClass: DataClass, keep: String, floor: String?
    ) throws {
        let rule = try policy.rule(for: dataClass)
        #expect(rule.keep.description == keep)
        #expect(rule.floor?.description == floor)
        #expect(policy.clause(of: dataClass) == rule.clause)
        #expect((rule.keepIdentifiers != nil) == (dataClass == .usage))
    }

    @Test(arguments: DataClass.allCases)
    func `a class without a rule is an error and never a guess`(_ dataClass: DataClass) {
        let empty = RetentionPolicy([])
        let expected = PolicyError.noRule(dataClass)
        #expect(throws: expected) { try empty.dueAt(dataClass, anchor: Sample.now) }
        #expect(throws: expected) { try empty.isDue(dataClass, anchor: Sample.now, now: Sample.now) }
        #expect(throws: expected) { try empty.areIdentifiersDue(dataClass, anchor: Sample.now, now: Sample.now) }
        #expect(throws: expected) { try empty.decide(dataClass, anchor: nil, now: Sample.now) }
        #expect(throws: expected) { try empty.shortening(dataClass, to: CalendarDuration(days: 1)) }
        #expect(throws: expected) { try empty.isWhollyDue(KeyPeriod(number: 1), of: dataClass, asOf: Sample.now) }
        #expect(empty.clause(of: dataClass) == nil)
        #expect(empty.cutoffs(asOf: Sample.now).createdBefore.isEmpty)
    }

    @Test(arguments: [(-1, false), (0, true), (1, true)])
    func `a message is due on the millisecond its period ends`(offset: Int64, isDue: Bool) throws {
        let createdAt = Sample.now.adding(days: -90)
        let now = Sample.now.adding(milliseconds: offset)
        let decision = try policy.decide(.conversation, anchor: createdAt, now: now)
        #expect(decision == (isDue ? .dispose(Clause(5, 1)) : .keep(until: Sample.now, Clause(5, 1))))
    }

    @Test func `a hold outranks the schedule and nothing else`() throws {
        let due = Sample.now.adding(days: -91)
        #expect(
            try policy.decide(.conversation, anchor: due, hold: Sample.hold, now: Sample.now)
                == .held(Sample.hold, Clause(2, 5)))
        #expect(
            try policy.decide(.conversation, anchor: Sample.now, hold: Sample.hold, now: Sample.now)
                == .keep(until: Sample.now.adding(days: 90), Clause(5, 1)))
    }

    @Test func `account data is kept while the workspace is open`() throws {
        #expect(try policy.decide(.account, anchor: nil, now: Sample.now) == .keep(until: nil, Clause(5, 2)))
        let closedAt = Sample.now.adding(days: -30)
        #expect(try policy.decide(.account, anchor: closedAt, now: Sample.now) == .dispose(Clause(5, 2)))
    }

    @Test func `identifiers in usage rows go after 90 days and the rows after 12 months`() throws {
        let createdAt = Sample.now.adding(days: -90)
        #expect(try policy.areIdentifiersDue(.usage, anchor: createdAt, now: Sample.now))
        #expect(try !policy.areIdentifiersDue(.usage, anchor: createdAt.adding(milliseconds: 1), now: Sample.now))
        #expect(try !policy.isDue(.usage, anchor: createdAt, now: Sample.now))
        #expect(try !policy.areIdentifiersDue(.conversation, anchor: createdAt, now: Sample.now))
    }
}
