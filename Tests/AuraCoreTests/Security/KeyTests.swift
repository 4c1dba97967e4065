import AuraCore
import Testing

@Suite struct KeyTests {
    @Test func `hexadecimal is lower case and comes back`() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hexadecimal.encode(bytes)
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
        #expect(Hexadecimal.decode(text) == bytes)
        #expect(Hexadecimal.decode("") == [])
    }

    @Test(arguments: ["0", "abc", "AB", "0g", "0x00", " 00", "é0", "00\n"])
    func `other spellings are refused`(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }

    @Test func `a key's id is sixteen bytes and thirty-two digits`() throws {
        let bytes = (16..<32).map { UInt8($0) }
        let id = try #require(KeyID(bytes: bytes))
        #expect(id.description == "101112131415161718191a1b1c1d1e1f")
        #expect(id.bytes == bytes)
        #expect(KeyID(id.description) == id)
        #expect(id == KeyID(high: 0x1011_1213_1415_1617, low: 0x1819_1A1B_1C1D_1E1F))
    }

    @Test(arguments: ["", "10", "101112131415161718191A1B1C1D1E1F", "101112131415161718191a1b1c1d1e1f00"])
    func `anything else is no key's id`(text: String) {
        #expect(KeyID(text) == nil)
        #expect(KeyID(bytes: Array(text.utf8.prefix(15))) == nil)
    }

    @Test(arguments: [
        ("2026-01-29T00:00:00.000Z", 2_926), ("2026-02-04T23:59:59.999Z", 2_926), ("2026-02-05T00:00:00.000Z", 2_927),
        ("1970-01-07T23:59:59.999Z", 0), ("1970-01-08T00:00:00.000Z", 1), ("1969-06-01T00:00:00.000Z", 0),
    ])
    func `a period is the week its moment lies in`(text: String, number: UInt32) throws {
        let moment = try #require(Timestamp(text))
        let period = KeyPeriod(containing: moment)
        #expect(period.number == number)
        #expect(moment < period.end)
    }

    @Test func `a week begins where the one before ends`() throws {
        let period = KeyPeriod(number: 2_926)
        #expect(period.end.description == "2026-02-05T00:00:00.000Z")
        #expect(KeyPeriod(containing: period.end) == KeyPeriod(number: 2_927))
        #expect(KeyPeriod(containing: period.end.adding(milliseconds: -1)) == period)
        #expect(KeyPeriod.none < period)
        #expect(KeyPeriod(number: .max).end > period.end)
        #expect(KeyPeriod(containing: Timestamp(milliseconds: .max)).number > 0)
    }

    @Test func `a wrap is bound to tenant, key, kind and version`() throws {
        let id = try #require(KeyID("101112131415161718191a1b1c1d1e1f"))
        let key = WrappedKey(
            id: id, kind: .owner, tenant: "ten_x", version: 3, dataClass: nil, period: .none, state: .enabled,
            createdAt: Timestamp(milliseconds: 0), wrapped: SealedValue(bytes: []))
        #expect(key.context.components == ["ten_x", id.description, "owner", "3"])
    }

    @Test func `a seal is bound to its place, and for an LLM key to the vendor's origin`() {
        let place = SealContext(tenant: "t", table: "message", column: "body", row: "r", dataClass: .conversation)
        #expect(place.components == ["t", "message", "body", "r", "conversation"])
        let key = SealContext(
            tenant: "t", table: "credential", column: "secret", row: "r", dataClass: .credential,
            origin: "https://api.openai.com")
        #expect(key.components.last == "https://api.openai.com")
    }

    @Test func `exactly the installation's own kinds exist once`() {
        #expect(KeyKind.allCases.filter(\.isOfInstallation) == [.ledger, .signing, .lookup, .operator])
    }
}
