import AuraCore
import AuraPolicy
import Testing

@Suite struct ErasurePolicyTests {
    private static func table(
        _ name: String, _ dataClass: DataClass, _ rule: ErasureRule, path: SubjectPath = .column("personId")
    ) -> TableRule {
        TableRule(name: name, dataClass: dataClass, subjectPath: path, onErase: rule, purpose: "test", columns: [])
    }

    private static let map = DataMap(tables: [
        table("message", .conversation, .delete),
        table("visitor", .account, .delete),
        table("usage", .usage, .pseudonym),
        table("invoice", .billing, .retain(article: "17(3)(b)", until: "issue + 7y")),
        table("bot", .content, .delete, path: .none),
    ])

    private static let inventory = SubjectInventory(
        people: [Sample.person], keys: [KeyID(high: 1, low: 1)],
        counts: [
            SubjectCount(table: "message", dataClass: .conversation, rows: 4),
            SubjectCount(table: "invoice", dataClass: .billing, rows: 1),
            SubjectCount(table: "message", dataClass: .conversation, rows: 2),
        ])

    private static func plan(
        _ inventory: SubjectInventory = inventory, map: DataMap = map, holds: [Hold] = []
    ) throws(PolicyError) -> Decision<ErasurePlan> {
        try ErasurePolicy.plan(inventory: inventory, map: map, holds: holds, now: Sample.now)
    }

    private static func hold(person: PersonID?, conversation: Conversation.ID? = nil) -> Hold {
        Hold(
            id: Sample.hold, person: person, conversation: conversation, placedAt: Sample.now,
            reviewAt: Sample.now.adding(days: 90))
    }

    @Test func `every table that can hold a person has a step, also without a row`() throws {
        let plan = try #require(try Self.plan().value)
        #expect(plan.steps.map(\.table) == ["message", "visitor", "usage", "invoice"])
        #expect(plan.steps.map(\.rows) == [6, 0, 0, 1])
        #expect(plan.inventory == Self.inventory)
    }

    @Test func `usage survives without identity and billing with its article and end`() throws {
        let steps = try #require(try Self.plan().value).steps
        #expect(steps[2].rule == .pseudonym)
        #expect(steps[2].clause == Clause(5, 4))
        #expect(steps[3].rule == .retain(article: "17(3)(b)", until: "issue + 7y"))
        #expect(steps[3].clause == Clause(5, 3))
        #expect(steps[0].clause == Clause(6, 3))
    }

    @Test func `a row found where the map reaches nobody is still planned for`() throws {
        let odd = SubjectInventory(
            people: [Sample.person], keys: [], counts: [SubjectCount(table: "bot", dataClass: .content, rows: 1)])
        #expect(try Self.plan(odd).value?.steps.last?.table == "bot")
    }

    @Test func `a table that the map does not know stops the erasure`() {
        let unknown = SubjectInventory(
            people: [], keys: [], counts: [SubjectCount(table: "shadow", dataClass: .mail, rows: 0)])
        #expect(throws: PolicyError(.unmappedTable, table: "shadow")) { try Self.plan(unknown) }
    }

    @Test func `a class without a rule stops the erasure`() {
        #expect(throws: PolicyError.noRule(.conversation)) {
            try ErasurePolicy.plan(
                inventory: Self.inventory, map: Self.map, holds: [], now: Sample.now, rules: RetentionPolicy([]))
        }
    }

    @Test(arguments: [("", "7y"), ("17(3)(b)", ""), ("", "")])
    func `what is retained needs an article and an end`(article: String, until: String) {
        let map = DataMap(tables: [Self.table("invoice", .billing, .retain(article: article, until: until))])
        let error = PolicyError(.retainedWithoutEnd, dataClass: .billing, table: "invoice")
        let nobody = SubjectInventory(people: [], keys: [], counts: [])
        #expect(throws: error) { try Self.plan(nobody, map: map) }
    }

    @Test(arguments: [
        (DataClass.billing, ErasureRule.delete), (.billing, .shred), (.billing, .null), (.billing, .pseudonym),
        (.usage, .delete), (.usage, .shred),
    ])
    func `a map that would delete what must survive stops the erasure`(dataClass: DataClass, rule: ErasureRule) {
        let map = DataMap(tables: [Self.table("row", dataClass, rule)])
        let nobody = SubjectInventory(people: [], keys: [], counts: [])
        #expect(throws: PolicyError(.erasureContradictsPolicy, dataClass: dataClass, table: "row")) {
            try Self.plan(nobody, map: map)
        }
    }

    @Test func `a hold on the person, on a conversation of theirs or on everything refuses the erasure`() throws {
        let conversation = Conversation.ID(at: Sample.now, high: 4, low: 4)
        for hold in [
            Self.hold(person: Sample.person), Self.hold(person: nil, conversation: conversation),
            Self.hold(person: nil),
        ] {
            let refusal = try Self.plan(holds: [hold]).refusal
            #expect(refusal?.reason == .legalHold)
            #expect(refusal?.clause == Clause(2, 5))
        }
    }

    @Test(arguments: [(-1, "review was due on 2026-11-23"), (0, "is due on 2026-11-24"), (90, "is due on 2027-02-22")])
    func `the refusal names the hold and says when it is reviewed`(days: Int, words: String) throws {
        let hold = Hold(
            id: Sample.hold, person: nil, conversation: nil, placedAt: Sample.now,
            reviewAt: Sample.now.adding(days: days))
        let sentence = try #require(try Self.plan(holds: [hold]).refusal?.sentence)
        #expect(sentence.contains(words))
        #expect(sentence.contains(Sample.hold.rawValue))
    }

    @Test func `the last owner of an open workspace is not erased`() {
        let owner = Sample.otherPerson
        let other = PersonID.member(Member.ID(at: Sample.now, high: 5, low: 5))
        let refusal = ErasurePolicy.refusal(erasing: [owner, Sample.person], owners: [owner], state: .active)
        #expect(refusal?.reason == .soleOwner)
        #expect(refusal?.clause == Clause(6, 3))
        #expect(ErasurePolicy.refusal(erasing: [owner, other], owners: [owner, other], state: .active) != nil)
        #expect(ErasurePolicy.refusal(erasing: [owner], owners: [owner, other], state: .active) == nil)
        #expect(ErasurePolicy.refusal(erasing: [Sample.person], owners: [owner], state: .active) == nil)
        #expect(ErasurePolicy.refusal(erasing: [owner], owners: [owner], state: .closed) == nil)
        #expect(ErasurePolicy.refusal(erasing: [Sample.person], owners: [], state: .active) == nil)
    }

    @Test func `a hold on somebody else does not`() throws {
        #expect(try Self.plan(holds: [Self.hold(person: Sample.otherPerson)]).value != nil)
    }

    @Test func `the plan's name changes with rows, keys, people and rules`() throws {
        func digest(_ inventory: SubjectInventory, _ map: DataMap = Self.map) throws -> String {
            try #require(try Self.plan(inventory, map: map).value)
                .identity(asOf: Sample.now, policyVersion: "1.0", mapHash: "aa", sha256: Sample.hash).digest
        }
        let base = Self.inventory
        let digests = try [
            digest(base), digest(SubjectInventory(people: [Sample.otherPerson], keys: base.keys, counts: base.counts)),
            digest(SubjectInventory(people: base.people, keys: [], counts: base.counts)),
            digest(SubjectInventory(people: base.people, keys: base.keys, counts: [])),
            digest(
                base,
                DataMap(tables: Self.map.tables.map { $0.name == "usage" ? Self.table("usage", .usage, .null) : $0 })),
        ]
        #expect(Set(digests).count == digests.count)
        #expect(try digest(base) == digests[0])
    }

    @Test func `a step is reported with its rule and clause`() throws {
        let steps = try #require(try Self.plan().value).steps
        #expect(
            steps[3].json == [
                "table": "invoice", "class": "billing", "rows": 1,
                "rule": ["action": "retain", "article": "17(3)(b)", "until": "issue + 7y"], "clause": "5.3",
            ])
        let words = [ErasureRule.delete, .shred, .null, .pseudonym].map { $0.json["action"]?.string }
        #expect(words == ["delete", "shred", "null", "pseudonym"])
    }

    @Test(arguments: [
        (DataClass.account, Roles.Role.controller), (.session, .controller), (.billing, .controller),
        (.technical, .controller), (.mail, .controller), (.compliance, .controller), (.conversation, .processor),
        (.content, .processor), (.credential, .processor), (.usage, .processor),
    ])
    func `every class has one who answers for it`(dataClass: DataClass, role: Roles.Role) {
        #expect(Roles.role(dataClass) == role)
        for purpose in Purpose.allCases where dataClass != .usage {
            #expect(Roles.role(dataClass, for: purpose) == role)
        }
    }

    @Test(arguments: [
        (Purpose.billing, Roles.Role.controller), (.abuseDetection, .controller), (.runPlatform, .processor),
    ])
    func `usage is split by purpose`(purpose: Purpose, role: Roles.Role) {
        #expect(Roles.role(.usage, for: purpose) == role)
    }
}
