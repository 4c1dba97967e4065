import AuraCore
import Testing

@testable import AuraStore

@Suite struct AuditTests {
    @Test func `a change that fails leaves no entry behind`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let before = try await entries(of: store, acme)
        await #expect(throws: StoreError.exists) {
            try await store.tenant(acme.tenant.id).change { try $0.insertBot(acme.bot) }
        }
        await #expect(throws: StoreError.failed(code: 0)) {
            try await store.tenant(acme.tenant.id).change { _ in throw CancellationError() }
        }
        #expect(try await entries(of: store, acme) == before)
    }

    @Test func `an entry that cannot be written takes its change along`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let event = Sample.event(in: .tenant(acme.tenant.id))
        try await store.tenant(acme.tenant.id).write(event) { _ in }
        let bot = Bot(
            id: .make(at: Sample.start), name: Sample.name("second"), model: .extractive, prompt: nil, fallback: nil,
            temperatureMilli: nil, createdAt: Sample.start)
        await #expect(throws: StoreError.exists) {
            // The same commitment twice is the same payload twice.
            try await store.tenant(acme.tenant.id).write(event) { try $0.insertBot(bot) }
        }
        #expect(try await store.tenant(acme.tenant.id).read { try $0.bot(bot.id) } == nil)
    }

    @Test func `an event of another tenant's chain is refused before anything is written`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let foreign = Sample.event(in: .tenant(.make(at: Sample.start)))
        await #expect(throws: StoreError.foreignChain) {
            try await store.tenant(acme.tenant.id).write(foreign) { _ in }
        }
        await #expect(throws: StoreError.foreignChain) {
            let own = Sample.event(in: .tenant(acme.tenant.id))
            try await store.tenant(acme.tenant.id).write(own, also: [foreign]) { _ in }
        }
        try await store.tenant(acme.tenant.id).write(Sample.event(in: .operator)) { _ in }
    }

    @Test func `hashes are those of the specification`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let chain = acme.tenant.id.rawValue
        let rows = try await store.database.read { connection throws(StoreError) in
            try connection.rows(
                "SELECT sequence, entry, leafHash, chainHash FROM auditEntry WHERE chain = :chain ORDER BY sequence",
                ["chain": .text(chain)])
        }
        #expect(rows.count == 2)
        var before = SHA256.hash(Array("aura/audit/v1/\(chain)".utf8))
        for (place, row) in rows.enumerated() {
            let entry = Array(try row.text("entry").utf8)
            let leaf = SHA256.hash([0] + entry)
            before = SHA256.hash(before + leaf)
            #expect(try row.bytes("leafHash") == leaf)
            #expect(try row.bytes("chainHash") == before)
            #expect(try row.int("sequence") == place)
            #expect(try JSONValue(parsing: entry).canonical == entry)
        }
    }

    @Test func `times in a chain never fall, whatever the clock says`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        try await handle.change(at: Sample.day(3)) { _ in }
        try await handle.change(at: Sample.day(1)) { _ in }
        let times = try await handle.read { try $0.auditEntries(.newestFirst, limit: 2) }.map(\.at)
        #expect(times == [Sample.day(3), Sample.day(3)])
        #expect(try await handle.verifyAudit() == .intact(entries: 4))
        try await store.operator.write(Sample.event(in: .operator, at: Sample.day(2))) { _ in }
        let other = try await store.operator.read { try $0.auditEntries(of: .operator, .newestFirst, limit: 1) }
        #expect(other.first?.at == Sample.day(2), "each chain has its own newest time")
    }

    @Test(
        arguments: [
            ("at", "at = at + 1"), ("sequence", "sequence = 9"), ("leaf hash", "leafHash = zeroblob(32)"),
            ("chain hash", "chainHash = zeroblob(32)"),
            ("action", "entry = REPLACE(entry, 'turn.stored', 'turn.counted')"),
            ("space", "entry = entry || ' '"), ("time", "entry = REPLACE(entry, '\"seq\":1', '\"seq\":2')"),
        ])
    func `a changed entry breaks its chain there`(what: String, change: String) async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        try await handle.change { _ in }
        try await store.tamper(
            """
            UPDATE auditEntry SET \(change) WHERE chain = :chain AND sequence = 1
            """, ["chain": .text(acme.tenant.id.rawValue)], withoutReferences: true)
        #expect(try await handle.verifyAudit() == .broken(at: 1), "\(what)")
        #expect(try await store.operator.verify(.operator) == .intact(entries: 2))
    }

    @Test func `an entry whose every hash was made anew still breaks the next`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        try await handle.change { _ in }
        let entry = try #require(try await handle.read { try $0.auditEntries(.oldestFirst, limit: 2) }.last)
        let forged = AuditEntry(
            Sample.event(.accessDenied, in: entry.chain), sequence: 1, notBefore: nil
        ).json.canonical
        let rows = try await store.database.read { connection throws(StoreError) in
            try connection.rows("SELECT chain, sequence, chainHash FROM auditEntry LIMIT 100")
        }
        let first = try #require(
            rows.first { $0.values.first == .text(acme.tenant.id.rawValue) && $0.values[1] == .integer(0) })
        let leaf = SHA256.hash([0] + forged)
        try await store.tamper(
            """
            UPDATE auditEntry SET entry = :entry, leafHash = :leaf, chainHash = :hash
            WHERE chain = :chain AND sequence = 1
            """,
            [
                "entry": .text(String(decoding: forged, as: UTF8.self)), "leaf": .blob(leaf),
                "hash": .blob(SHA256.hash(try first.bytes("chainHash") + leaf)),
                "chain": .text(acme.tenant.id.rawValue),
            ])
        #expect(try await handle.verifyAudit() == .broken(at: 2))
    }

    @Test func `a chain whose times fall is broken although every hash is right`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let chain = AuditChain.tenant(.make(at: Sample.start))
        for (days, expected) in [([1, 2, 2], AuditVerification.intact(entries: 3)), ([1, 2, 1], .broken(at: 2))] {
            try await store.tamper("DELETE FROM auditEntry WHERE chain = :chain", ["chain": .text(chain.description)])
            var before = SHA256.hash(Array("aura/audit/v1/\(chain)".utf8))
            for (sequence, day) in days.enumerated() {
                let event = Sample.event(in: chain, at: Sample.day(day))
                let entry = AuditEntry(event, sequence: sequence, notBefore: nil)
                let leaf = SHA256.hash([0] + entry.json.canonical)
                before = SHA256.hash(before + leaf)
                try await store.tamper(
                    "INSERT INTO auditEntry VALUES (:chain, :sequence, :at, :entry, :leaf, :hash)",
                    [
                        "chain": .text(chain.description), "sequence": SQLValue(sequence), "at": SQLValue(entry.at),
                        "entry": .text(String(decoding: entry.json.canonical, as: UTF8.self)), "leaf": .blob(leaf),
                        "hash": .blob(before),
                    ])
            }
            #expect(try await store.operator.verify(chain) == expected)
        }
    }

    @Test(arguments: [0, 1]) func `an entry that was taken out is missed`(sequence: Int) async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        try await store.tenant(acme.tenant.id).change { _ in }
        let arguments: [String: SQLValue] = [
            "chain": .text(acme.tenant.id.rawValue), "sequence": SQLValue(sequence),
        ]
        try await store.tamper(
            "DELETE FROM auditPayload WHERE chain = :chain AND sequence = :sequence", arguments)
        try await store.tamper("DELETE FROM auditEntry WHERE chain = :chain AND sequence = :sequence", arguments)
        #expect(try await store.tenant(acme.tenant.id).verifyAudit() == .broken(at: sequence))
    }

    @Test func `a payload that was erased leaves the chain whole`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let entry = try #require(try await handle.read { try $0.auditEntries(.newestFirst, limit: 1) }.first)
        #expect(try await handle.read { try $0.auditPayload(of: entry) }?.ownerKey == acme.visitor.ownerKey)
        try await handle.change {
            _ = try $0.erase(.visitor(acme.visitor.id), key: acme.visitor.ownerKey, in: "auditPayload")
        }
        #expect(try await handle.read { try $0.auditPayload(of: entry) } == nil)
        #expect(try await handle.verifyAudit() == .intact(entries: 3))
    }

    @Test func `entries are listed by time from either end, and every chain is known`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        for day in 1...5 { try await handle.change(at: Sample.day(day)) { _ in } }
        let sequences = try await handle.read { reader in
            [
                try reader.auditEntries(.oldestFirst, since: Sample.day(2), limit: 2).map(\.sequence),
                try reader.auditEntries(.newestFirst, since: Sample.day(4), limit: 9).map(\.sequence),
            ]
        }
        #expect(sequences == [[3, 4], [6, 5]])
        let chains = try await store.operator.read { reader in
            (try reader.chains(limit: 9), try reader.chains(after: .operator, limit: 9), try reader.chains(limit: 1))
        }
        #expect(chains.0 == [.operator, .tenant(acme.tenant.id)])
        #expect(chains.1 == [.tenant(acme.tenant.id)])
        #expect(chains.2 == [.operator])
    }

    @Test func `the witness rises by the minute and never falls`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        func write(after milliseconds: Int64) async throws -> Timestamp {
            let moment = Sample.start.adding(milliseconds: milliseconds)
            try await store.operator.write(Sample.event(in: .operator, at: moment)) { _ in }
            return try await store.operator.witness()
        }
        #expect(try await write(after: 59_999) == Sample.start)
        #expect(try await write(after: 60_000) == Sample.start.adding(milliseconds: 60_000))
        #expect(try await write(after: 0) == Sample.start.adding(milliseconds: 60_000))
        try await store.operator.write(Sample.event(in: .operator)) { try $0.recordPurgeRun(at: Sample.day(2)) }
        #expect(try await store.operator.witness() == Sample.day(2))
        #expect(try await store.operator.read { try $0.installation() }.lastPurgeAt == Sample.day(2))
        _ = try await store.ledger.append(at: Sample.day(3), scope: .purge, tenant: .make(at: Sample.start))
        #expect(try await store.operator.witness() == Sample.day(3))
    }

    private func entries(of store: Store, _ workspace: Workspace) async throws -> [AuditEntry] {
        try await store.tenant(workspace.tenant.id).read { try $0.auditEntries(.oldestFirst, limit: 100) }
    }
}
