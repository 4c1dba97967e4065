import AuraCore
import AuraPolicy
import Testing

@Suite struct PurgePlannerTests {
    private static func item(
        tenant: Tenant.ID = Sample.tenant, _ dataClass: DataClass = .conversation, due: [String] = ["msg_2", "msg_1"],
        held: [HeldRow] = [HeldRow(id: "msg_9", hold: Sample.hold)], bytes: Int = 10
    ) -> PurgeItem {
        PurgeItem(
            tenant: tenant, dataClass: dataClass, keep: CalendarDuration(days: 90), due: due, bytes: bytes,
            oldest: Sample.now.adding(days: -91), held: held, population: 100)
    }

    private static func plan(
        _ items: [PurgeItem] = [item()], asOf: Timestamp = Sample.now, version: String = "1.0", map: String = "aa",
        sha256: ([UInt8]) -> [UInt8] = Sample.hash
    ) -> PurgePlan {
        PurgePlanner.plan(asOf: asOf, items: items, policyVersion: version, mapHash: map, sha256: sha256)
    }

    @Test func `the digest covers kind, policy, map, counts, ids and holds, and no instant`() throws {
        let recorder = HashRecorder()
        let plan = Self.plan(sha256: recorder.hash)
        let ids = try #require(recorder.inputs.first)
        #expect(ids == "msg_1\nmsg_2\n")
        #expect(
            recorder.inputs.last == """
                {"items":[{"class":"conversation","count":2,"due":"\(Hexadecimal.encode(Sample.hash(Array(ids.utf8))))",\
                "held":[{"hold":"\(Sample.hold)","id":"msg_9"}],"tenant":"\(Sample.tenant)"}],"kind":"PurgePlan",\
                "mapHash":"aa","policyVersion":"1.0"}
                """)
        #expect(plan.digest == Hexadecimal.encode(Sample.hash(Array(try #require(recorder.inputs.last).utf8))))
    }

    @Test func `the id is the as-of moment and the first eighty bits of the digest`() throws {
        let plan = Self.plan()
        let bytes = try #require(Hexadecimal.decode(plan.digest))
        let high = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        let low = bytes[2..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(plan.id == PurgePlan.ID(at: Sample.now, high: high, low: low))
        #expect(plan.id.rawValue.hasPrefix("pl_"))
        #expect(plan.id.moment == Sample.now)
    }

    @Test func `the same findings in any order give the same plan`() {
        let first = Self.item(due: ["a", "b", "c"])
        let second = Self.item(tenant: Sample.otherTenant, .usage, due: ["x"], held: [])
        let third = Self.item(.usage, due: ["y"], held: [])
        let plan = Self.plan([first, second, third])
        #expect(Self.plan([third, second, Self.item(due: ["c", "a", "b"])]) == plan)
        #expect(plan.items.map(\.dataClass) == [.conversation, .usage, .usage])
        #expect(plan.items.first?.due == ["a", "b", "c"])
    }

    @Test func `another as-of moment changes the id and not the digest`() {
        let later = Self.plan(asOf: Sample.now.adding(milliseconds: 1))
        #expect(later.digest == Self.plan().digest)
        #expect(later.id != Self.plan().id)
    }

    @Test func `sizes, ages and classes with nothing due leave the digest as it is`() {
        let quiet = Self.item(.mail, due: [], held: [])
        #expect(Self.plan([Self.item(bytes: 99), quiet]).digest == Self.plan().digest)
        #expect(Self.plan([Self.item(bytes: 99), quiet]).items.count == 2)
    }

    @Test func `each part of what would happen changes the digest`() {
        let other = Hold.ID(at: Sample.now, high: 3, low: 2)
        let plans = [
            Self.plan(), Self.plan(version: "1.1"), Self.plan(map: "ab"), Self.plan([]),
            Self.plan([Self.item(tenant: Sample.otherTenant)]), Self.plan([Self.item(.usage)]),
            Self.plan([Self.item(due: ["msg_1"])]), Self.plan([Self.item(due: ["msg_1", "msg_3"])]),
            Self.plan([Self.item(due: ["msg_1\nmsg_2"])]), Self.plan([Self.item(held: [])]),
            Self.plan([Self.item(held: [HeldRow(id: "msg_8", hold: Sample.hold)])]),
            Self.plan([Self.item(held: [HeldRow(id: "msg_9", hold: other)])]),
            Self.plan([Self.item(), Self.item(.usage, due: ["u"], held: [])]),
        ]
        #expect(Set(plans.map(\.digest)).count == plans.count)
    }

    @Test func `plans of two kinds never share a name`() {
        let identities = ["PurgePlan", "ErasurePlan"].map {
            PlanIdentity(
                kind: $0, asOf: Sample.now, policyVersion: "1.0", mapHash: "aa", items: [], sha256: Sample.hash)
        }
        #expect(Set(identities).count == 2)
    }

    @Test func `the report lists what would go, why, and what is held`() throws {
        let json = try Self.plan().json(StandardPolicy.retention)
        #expect(json["pending"] == true)
        #expect(json["due"] == 2)
        let item = try #require(json["items"]?.array?.first)
        #expect(item["ids"] == ["msg_1", "msg_2"])
        #expect(item["clause"] == "5.1")
        #expect(item["keep"] == "90d")
        #expect(item["cutoff"] == "2026-08-26T09:00:00.000Z")
        #expect(item["held"] == [["id": "msg_9", "hold": .string(Sample.hold.rawValue), "clause": "2.5"]])
        #expect(try Self.plan([]).json(StandardPolicy.retention)["pending"] == false)
        #expect(throws: PolicyError.noRule(.conversation)) { try Self.plan().json(RetentionPolicy([])) }
    }

    @Test func `a closed account has no cut-off of its own`() throws {
        let plan = Self.plan([Self.item(.account, due: ["ten_1"], held: [])])
        #expect(try plan.json(StandardPolicy.retention)["items"]?.array?.first?["cutoff"] == .null)
        #expect(plan.dueCount == 1)
        #expect(plan.population == 100)
    }
}
