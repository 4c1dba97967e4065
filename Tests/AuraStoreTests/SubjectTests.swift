import AuraCore
import Foundation
import Testing

@testable import AuraStore

@Suite struct SubjectTests {
    private static let counted = ["message": 2, "disclosure": 1, "usage": 1, "auditPayload": 1, "visitor": 1]

    private func counts(_ inventory: [SubjectCount]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: inventory.map { ($0.table, $0.rows) }).filter { $0.value > 0 }
    }

    @Test func `a person's data is counted table by table, with the person's keys`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let (visitor, member) = (PersonID.visitor(acme.visitor.id), PersonID.member(acme.owner.id))
        let found = try await handle.read { try $0.inventory(of: [visitor]) }
        #expect(found.keys == [acme.visitor.ownerKey])
        #expect(counts(found.counts) == Self.counted)
        #expect(found.counts.map(\.table) == StoreDataMap.subjectTables.map(\.name), "zeros are shown")
        let both = try await handle.read { try $0.inventory(of: [visitor, member]) }
        #expect(counts(both.counts) == Self.counted.merging(["member": 1, "auditPayload": 2]) { $1 })
        #expect(both.keys == [acme.visitor.ownerKey, acme.owner.ownerKey])
        let nobody = try await handle.read { try $0.inventory(of: [.visitor(.make(at: Sample.start))]) }
        #expect(counts(nobody.counts).isEmpty)
        #expect(nobody.keys.isEmpty)
    }

    @Test func `an erasure removes the person everywhere and nobody else anywhere`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let other = try await second(in: handle, acme)
        let person = PersonID.visitor(acme.visitor.id)
        let key = acme.visitor.ownerKey
        let others = try await handle.read { try $0.inventory(of: [.visitor(other.id)]) }
        var erased: [String: Int] = [:]
        for table in StoreDataMap.subjectTables {
            var rows = 1
            while rows > 0 {
                rows = try await handle.change { try $0.erase(person, key: key, in: table.name, limit: 1) }
                erased[table.name, default: 0] += rows
            }
        }
        #expect(
            erased == [
                "message": 2, "disclosure": 0, "usage": 1, "auditPayload": 1, "member": 0, "visitor": 1,
            ])
        let after = try await handle.read { try $0.subjectCounts(of: [person], keys: [key]) }
        #expect(after.allSatisfy { $0.rows == 0 })
        #expect(try await handle.read { try $0.inventory(of: [.visitor(other.id)]) } == others)
        #expect(try await handle.read { try $0.conversation(acme.conversation.id) } != nil, "the other one spoke there")
        #expect(try await handle.read { try $0.askerOfLastTurn(in: acme.conversation.id) } == .visitor(other.id))
        let usage = try await handle.read { try $0.usage(from: Sample.start, until: Sample.day(1), limit: 9) }
        #expect(usage.map(\.person) == [nil])
        #expect(usage.map(\.tokens) == [acme.usage.tokens])
        #expect(try await handle.verifyAudit() == .intact(entries: try await entries(handle)))
        try await store.truncateLogs()
        for canary in ["acme's words", "acme's sources", "acme's reference"] {
            #expect(folder.files(holding: Array(canary.utf8)).isEmpty, "\(canary)")
        }
        try await store.integrity()
    }

    @Test func `an erasure tells a table that is nobody's and one that is retained from one with rows`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        for table in StoreDataMap.current.tables.map(\.name) + ["nothing", "message; DROP TABLE message"]
        where !["message", "usage", "auditPayload", "visitor"].contains(table) {
            let rows = try await handle.change {
                try $0.erase(.visitor(acme.visitor.id), key: acme.visitor.ownerKey, in: table)
            }
            #expect(rows == 0, "\(table)")
        }
        #expect(
            counts(try await handle.read { try $0.inventory(of: [.visitor(acme.visitor.id)]) }.counts) == Self.counted)
    }

    @Test func `an export has every row of the person, without what is not theirs to see`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        _ = try await second(in: handle, acme)
        let (person, key) = (PersonID.visitor(acme.visitor.id), acme.visitor.ownerKey)
        var records: [SubjectRecord] = []
        for table in StoreDataMap.current.tables {
            var last: String?
            while true {
                let cursor = last
                let page = try await handle.read {
                    try $0.subjectRecords(of: person, key: key, in: table.name, after: cursor, limit: 1)
                }
                guard let record = page.first else { break }
                records.append(record)
                last = record.id
            }
        }
        #expect(Dictionary(grouping: records, by: \.table).mapValues(\.count) == Self.counted)
        let message = try #require(records.first { $0.id == acme.messages[1].id.rawValue })
        let fields = Dictionary(uniqueKeysWithValues: message.fields.map { ($0.column.name, $0.value) })
        #expect(fields["body"] == .sealed(acme.messages[1].body))
        #expect(fields["citations"] == .sealed(Sample.sealed("acme's sources")))
        #expect(fields["author"] == .clear("bot"))
        #expect(fields["createdAt"] == .clear(.integer(acme.messages[1].createdAt.milliseconds)))
        for hidden in ["tenantId", "ownerKeyId", "period"] { #expect(fields[hidden] == nil, "\(hidden)") }
        let visitor = try #require(records.first { $0.table == "visitor" })
        #expect(!visitor.fields.contains { $0.column.isBlindIndex })
        let asker = try #require(records.first { $0.id == acme.messages[0].id.rawValue })
        #expect(asker.fields.first { $0.column.name == "citations" }?.value == .clear(.null))
    }

    /// Another visitor, who speaks in the first one's conversation.
    private func second(in handle: TenantStore, _ acme: Workspace) async throws -> Visitor {
        let other = Visitor(
            id: .make(at: Sample.start), ownerKey: Sample.keyID(), reference: Sample.sealed("other"),
            createdAt: Sample.start)
        let event = Sample.event(in: .tenant(handle.id), key: other.ownerKey)
        try await handle.write(event) { writer in
            try writer.insertVisitor(other, referenceIndex: Sample.index("other"))
            try writer.insertMessages([
                Workspace.message(in: acme.conversation, of: other, at: Sample.day(1), mark: "other's")
            ])
        }
        return other
    }

    private func entries(_ handle: TenantStore) async throws -> Int {
        try await handle.read { try $0.auditEntries(.oldestFirst, limit: 1_000) }.count
    }
}
