import AuraCore
import Testing

@Suite struct LedgerEntryTests {
    private static let tenant = Tenant.ID.make(at: Timestamp(milliseconds: 1_795_510_800_000))

    private static func entry(subject: String? = "ab12") throws -> LedgerEntry {
        LedgerEntry(
            sequence: 7, at: Timestamp(milliseconds: 1_795_510_800_000), scope: .subject, tenant: tenant,
            subject: subject, classes: [.conversation, .usage], keys: [KeyID(high: 1, low: 2)],
            cutoffs: [.usage: Timestamp(milliseconds: 0), .conversation: Timestamp(milliseconds: 1)], previous: "cd34")
    }

    @Test(arguments: ["ab12", nil])
    func `a line reads back as the entry it was written from`(subject: String?) throws {
        let entry = try Self.entry(subject: subject)
        let line = entry.json.canonical
        let read = LedgerEntry(try JSONValue(parsing: line))
        #expect(read == entry)
        #expect(read?.json.canonical == line)
    }

    @Test func `the line has exactly the fields of the format`() throws {
        let text = String(decoding: try Self.entry().json.canonical, as: UTF8.self)
        #expect(
            text == """
                {"at":"2026-11-24T09:00:00.000Z","classes":["conversation","usage"],"cutoffs":{"conversation":\
                "1970-01-01T00:00:00.001Z","usage":"1970-01-01T00:00:00.000Z"},"keys":["00000000000000010000000000000002"\
                ],"prev":"cd34","scope":"subject","seq":7,"subject":"ab12","tenant":"\(Self.tenant)","v":1}
                """)
    }

    @Test(arguments: [
        "v", "seq", "at", "scope", "tenant", "subject", "classes", "keys", "cutoffs", "prev",
    ])
    func `a line without a field, or with one of another type, is none`(name: String) throws {
        let json = try Self.entry().json
        #expect(LedgerEntry(json.removing(name)) == nil)
        #expect(LedgerEntry(json.replacing(name, by: [true])) == nil)
        #expect(LedgerEntry(json.replacing(name, by: -1)) == nil)
    }

    @Test(
        arguments: [
            ("v", 2), ("at", "2026-11-24T09:00:00Z"), ("at", "2026-11-24T10:00:00.000+01:00"), ("seq", "7"),
            ("scope", "person"), ("classes", ["conversation", "chats"]), ("classes", ["conversations"]),
            ("keys", ["00"]),
            ("cutoffs", ["chats": "1970-01-01T00:00:00.000Z"]), ("cutoffs", ["usage": "never"]), ("subject", false),
            ("cutoffs", ["usage": nil]),
        ] as [(String, JSONValue)])
    func `a line with another spelling of a value is none`(name: String, value: JSONValue) throws {
        #expect(LedgerEntry(try Self.entry().json.replacing(name, by: value)) == nil)
    }

    @Test func `a line with one field more is none`() throws {
        guard case .object(let members) = try Self.entry().json else { return }
        #expect(LedgerEntry(.object(members + [JSONMember("note", "x")])) == nil)
        #expect(LedgerEntry(["entry": try Self.entry().json]) == nil)
        #expect(LedgerEntry(nil) == nil)
    }
}
