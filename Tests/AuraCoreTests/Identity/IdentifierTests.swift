import AuraCore
import Foundation
import Testing

@Suite struct IdentifierTests {
    @Test func `a new identifier reads back and keeps its moment`() throws {
        let moment = Timestamp(milliseconds: 1_795_510_800_123)
        let id = Tenant.ID.make(at: moment)
        #expect(id.rawValue.hasPrefix("ten_"))
        #expect(id.rawValue.utf8.count == 30)
        #expect(Tenant.ID(id.rawValue) == id)
        #expect(id.moment == moment)
        #expect(Tenant.ID.make(at: moment) != id)
    }

    @Test func `derived bits stand where the random ones would`() {
        let low = Message.ID(at: Timestamp(milliseconds: 0), high: 0, low: 1)
        #expect(low.rawValue == "msg_00000000000000000000000001")
        let high = Message.ID(at: Timestamp(milliseconds: 0xFFFF_FFFF_FFFF), high: .max, low: .max)
        #expect(high.rawValue == "msg_7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
        #expect(Message.ID(high.rawValue) == high)
        #expect(
            Message.ID(at: Timestamp(milliseconds: 32), high: 0, low: 0).rawValue == "msg_00000000100000000000000000")
    }

    @Test func `identifiers sort by the moment they were made at`() {
        let moments = [0, 1, 31, 32, 1_000_000, 1_795_510_800_123, 253_402_300_799_999] as [Int64]
        let ids = moments.map { Bot.ID.make(at: Timestamp(milliseconds: $0)) }
        #expect(ids.shuffled().sorted() == ids)
    }

    @Test func `a moment before 1970 counts as 1970`() {
        #expect(Bot.ID.make(at: Timestamp(milliseconds: -5)).moment == Timestamp(milliseconds: 0))
    }

    @Test(arguments: [
        "", "ten", "ten_", "bot_01ARZ3NDEKTSV4RRFFQ69G5FAV", "TEN_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "ten_01arz3ndektsv4rrffq69g5fav", "ten_81ARZ3NDEKTSV4RRFFQ69G5FAV", "ten_01ARZ3NDEKTSV4RRFFQ69G5FA",
        "ten_01ARZ3NDEKTSV4RRFFQ69G5FAVX", "ten_01ARZ3NDEKTSV4RRFFQ69G5FAI", "ten_01ARZ3NDEKTSV4RRFFQ69G5FAL",
        "ten_01ARZ3NDEKTSV4RRFFQ69G5FAO", "ten_01ARZ3NDEKTSV4RRFFQ69G5FAU", "ten-01ARZ3NDEKTSV4RRFFQ69G5FAV",
        " ten_01ARZ3NDEKTSV4RRFFQ69G5FAV", "ten_01ARZ3NDEKTSV4RRFFQ69G5FA\u{301}", "ten_../../../etc/passwd.......",
    ])
    func `what is no identifier of this kind is refused`(text: String) {
        #expect(Tenant.ID(text) == nil)
    }

    @Test func `an identifier travels through Codable and refuses another kind's`() throws {
        let id = Tenant.ID.make(at: Timestamp(milliseconds: 1))
        let data = try JSONEncoder().encode([id])
        #expect(try JSONDecoder().decode([Tenant.ID].self, from: data) == [id])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Bot.ID].self, from: data) }
    }

    @Test func `each kind of identifier has a prefix of its own`() {
        let prefixes = [
            Installation.idPrefix, Tenant.idPrefix, Member.idPrefix, Visitor.idPrefix, Bot.idPrefix,
            Conversation.idPrefix, Message.idPrefix, Document.idPrefix, Credential.idPrefix, Hold.idPrefix,
            RightsRequest.idPrefix, DeletionReceipt.idPrefix, PurgePlan.idPrefix, UsageRecord.idPrefix,
        ]
        #expect(Set(prefixes).count == prefixes.count)
        #expect(prefixes.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
    }

    @Test func `a person is a member or a visitor`() {
        let member = Member.ID.make(at: Timestamp(milliseconds: 1))
        let visitor = Visitor.ID.make(at: Timestamp(milliseconds: 1))
        #expect(PersonID(member.rawValue) == .member(member))
        #expect(PersonID(visitor.rawValue) == .visitor(visitor))
        #expect(PersonID(Bot.ID.make(at: Timestamp(milliseconds: 1)).rawValue) == nil)
        #expect(PersonID.member(member).description == member.rawValue)
    }
}
