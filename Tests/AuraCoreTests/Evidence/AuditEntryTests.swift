import AuraCore
import Testing

@Suite struct AuditEntryTests {
    private static let at = Timestamp(milliseconds: 1_795_510_800_000)
    private static let tenant = Tenant.ID.make(at: at)

    private static func event(
        chain: AuditChain = .operator, clause: Clause? = Clause(3, 4), request: String? = nil
    ) -> AuditEvent {
        AuditEvent(
            chain: chain, at: at, actor: AuditActor(kind: "operator", id: "operator"), action: .keyOpened,
            object: "key_1", clause: clause, request: request,
            payload: AuditPayload(
                commitment: "ab", sealed: SealedValue(bytes: []), ownerKey: KeyID(high: 0, low: 0)))
    }

    private static let entry = AuditEntry(event(), sequence: 3, notBefore: nil)

    @Test func `an entry reads back in every shape`() throws {
        for chain in [AuditChain.operator, .tenant(Self.tenant)] {
            for clause in [Clause(10, 2), nil] {
                for request in ["req_1", nil] {
                    let event = Self.event(chain: chain, clause: clause, request: request)
                    let entry = AuditEntry(event, sequence: 0, notBefore: nil)
                    #expect(AuditEntry(try JSONValue(parsing: entry.json.canonical)) == entry)
                }
            }
        }
    }

    @Test func `the entry has exactly the fields of the format`() {
        #expect(
            String(decoding: Self.entry.json.canonical, as: UTF8.self) == """
                {"action":"key.opened","actor":{"id":"operator","kind":"operator"},"at":"2026-11-24T09:00:00.000Z",\
                "chain":"operator","clause":"3.4","commitment":"ab","object":"key_1","request":null,"seq":3,"v":1}
                """)
    }

    @Test func `times in a chain never fall`() {
        let later = Self.at.adding(milliseconds: 5)
        #expect(AuditEntry(Self.event(), sequence: 0, notBefore: later).at == later)
        #expect(AuditEntry(Self.event(), sequence: 0, notBefore: Self.at.adding(days: -1)).at == Self.at)
    }

    @Test(arguments: [
        "v", "chain", "seq", "at", "actor", "action", "object", "clause", "request", "commitment",
    ])
    func `an entry without a field, or with one of another type, is none`(name: String) {
        #expect(AuditEntry(Self.entry.json.removing(name)) == nil)
        #expect(AuditEntry(Self.entry.json.replacing(name, by: [true])) == nil)
        #expect(AuditEntry(Self.entry.json.replacing(name, by: -1)) == nil)
    }

    @Test(
        arguments: [
            ("v", 2), ("chain", "tenant"), ("action", "key.shown"), ("at", "2026-11-24T09:00:00Z"),
            ("clause", "3"), ("clause", "3.4.1"), ("clause", "3.+4"), ("clause", "03.4"), ("clause", ""), ("clause", 3),
            ("request", 1), ("actor", ["kind": "operator", "id": "operator", "name": "Olga"]),
            ("actor", ["kind": "job"]),
        ] as [(String, JSONValue)])
    func `an entry with another spelling of a value is none`(name: String, value: JSONValue) {
        #expect(AuditEntry(Self.entry.json.replacing(name, by: value)) == nil)
    }

    @Test func `an entry with one field more is none`() {
        guard case .object(let members) = Self.entry.json else { return }
        #expect(AuditEntry(.object(members + [JSONMember("email", "x")])) == nil)
    }

    @Test(arguments: ["5.1", "10.3", "0.0"])
    func `a clause has one spelling`(text: String) {
        #expect(Clause(text)?.description == text)
    }

    @Test(arguments: ["", "5", "5.", ".1", "5.1.", "5..1", "05.1", "5.01", "+5.1", "-5.1", "5,1", "5.1 ", "５.1"])
    func `anything else is no clause`(text: String) {
        #expect(Clause(text) == nil)
    }

    @Test func `clauses sort by their numbers`() {
        #expect([Clause(10, 1), Clause(2, 10), Clause(2, 9)].sorted() == [Clause(2, 9), Clause(2, 10), Clause(10, 1)])
    }
}
