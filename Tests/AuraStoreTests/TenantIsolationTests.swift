import AuraCore
import Foundation
import Testing

@testable import AuraStore

/// A handle answers and does the same whether or not there is another tenant, whatever ids it is given; and the
/// other tenant's rows are the same before and after.
@Suite struct TenantIsolationTests {
    /// Two stores: in one the tenant is alone, in the other there are a second of equal names and references, and a
    /// third whose rows have the very ids of the first's.
    private struct Pair: Sendable {
        let folders = [TestFolder(), TestFolder()]
        let alone: Store
        let shared: Store
        let own: WalkTarget
        let foreign: WalkTarget
        let twin: Tenant.ID

        init() async throws {
            let acme = Workspace("acme", mark: "acme's")
            let other = Workspace("other", mark: "the other's")
            let twin = Workspace("twin", mark: "the twin's", twin: acme)
            for folder in folders { try await Sample.create(in: folder).close() }
            var store = try await Sample.open(folders[1], waiting: .seconds(60))
            try await acme.insert(into: store)
            try await store.truncateLogs()
            try store.close()
            // The very same rows, audit payloads included.
            try folders[1].copy(["aura.db", "keyring.db", "ledger.jsonl", "anchor"], to: folders[0])
            try? folders[0].remove("aura.db-wal")
            try? folders[0].remove("keyring.db-wal")
            store = try await Sample.open(folders[1], waiting: .seconds(60))
            for workspace in [other, twin] { try await workspace.insert(into: store) }
            try store.close()
            self.twin = twin.tenant.id
            alone = try await Sample.open(folders[0], waiting: .seconds(60), discardsWrites: true)
            shared = try await Sample.open(folders[1], waiting: .seconds(60), discardsWrites: true)
            own = WalkTarget(workspace: acme, entry: try await Pair.entry(of: acme, in: shared))
            foreign = WalkTarget(workspace: other, entry: try await Pair.entry(of: other, in: shared))
        }

        private static func entry(of workspace: Workspace, in store: Store) async throws -> AuditEntry {
            try #require(
                try await store.tenant(workspace.tenant.id).read { try $0.auditEntries(.newestFirst, limit: 1) }.first)
        }
    }

    /// What an operation answered, and every row of the tenant and of the others after it. Nothing of it is kept.
    private struct Outcome: Equatable, Sendable {
        let answer: String
        let own: [String]
        let foreign: [String]
    }

    private func run(
        _ operation: @escaping TenantWalk.Operation, on target: WalkTarget, in store: Store, of pair: Pair
    ) async throws -> Outcome {
        let own = pair.own.workspace.tenant.id
        let others = [pair.foreign.workspace.tenant.id, pair.twin]
        return try await store.tenant(own).change { handle in
            var answer = ""
            do {
                answer = String(reflecting: try operation(handle, target))
            } catch {
                answer = String(reflecting: error)
            }
            return Outcome(
                answer: answer, own: try Self.rows(of: own, handle.connection),
                foreign: try others.flatMap { try Self.rows(of: $0, handle.connection) })
        }
    }

    private static func rows(of tenant: Tenant.ID, _ connection: Connection) throws -> [String] {
        try StoreDataMap.databaseTables.flatMap { table -> [String] in
            guard
                let column = ["tenantId", "chain"].first(where: { name in table.columns.contains { $0.name == name } })
            else { return [] }
            return try connection.rows(
                "SELECT * FROM \(table.name) WHERE \(column) = :tenant", ["tenant": SQLValue(tenant)]
            ).map { "\(table.name) \($0.values)" }.sorted()
        }
    }

    @Test func `no operation of a handle sees another tenant's rows`() async throws {
        let pair = try await Pair()
        for (name, operation) in TenantWalk.reading {
            for target in [pair.own, pair.foreign] {
                let isOwn = target.workspace.tenant.id == pair.own.workspace.tenant.id
                let alone = try await run(operation, on: target, in: pair.alone, of: pair)
                let shared = try await run(operation, on: target, in: pair.shared, of: pair)
                #expect(alone.answer == shared.answer, "\(name), \(isOwn ? "own" : "foreign") ids")
                #expect(alone.own == shared.own, "\(name)")
            }
        }
    }

    @Test func `no operation of a handle changes another tenant's rows`() async throws {
        let pair = try await Pair()
        let before = try await run({ _, _ in nil }, on: pair.own, in: pair.shared, of: pair).foreign
        #expect(before.count >= 30, "the other tenants have a row of everything")
        for (name, operation) in TenantWalk.writing {
            for target in [pair.own, pair.foreign] {
                let isOwn = target.workspace.tenant.id == pair.own.workspace.tenant.id
                let alone = try await run(operation, on: target, in: pair.alone, of: pair)
                let shared = try await run(operation, on: target, in: pair.shared, of: pair)
                #expect(shared.foreign == before, "\(name), \(isOwn ? "own" : "foreign") ids")
                // A job and a call of the other tenant's id are each their own: the answers may differ by what exists.
                #expect(alone.own == shared.own, "\(name), \(isOwn ? "own" : "foreign") ids")
                #expect(alone.answer == shared.answer, "\(name), \(isOwn ? "own" : "foreign") ids")
            }
        }
    }

    @Test func `each writing operation does change the rows of its own tenant`() async throws {
        let pair = try await Pair()
        let before = try await run({ _, _ in nil }, on: pair.own, in: pair.shared, of: pair).own
        // These are about an id that exists already, about a bot that is not empty, or about no tenant's row.
        let without: Set = [
            "insertMember(_:emailIndex:)", "insertVisitor(_:referenceIndex:)", "deleteBot(_:)",
            "insertBot(_:)", "insertCredential(_:secret:)", "insertUsage(_:)", "setLedgerHead(_:)",
        ]
        for (name, operation) in TenantWalk.writing where !without.contains(name) {
            let after = try await run(operation, on: pair.own, in: pair.shared, of: pair).own
            #expect(after != before, "\(name)")
        }
    }

    @Test func `the walk knows every operation that the source has`() throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/AuraStore").path
        var found: [String: Set<String>] = [:]
        let files = try #require(FileManager.default.enumerator(atPath: source))
        for case let name as String in files where name.hasSuffix(".swift") {
            let text = try String(contentsOfFile: source + "/" + name, encoding: .utf8)
            for (type, signature) in Self.signatures(in: text) { found[type, default: []].insert(signature) }
        }
        #expect(found["TenantReader"] == Set(TenantWalk.reading.keys))
        #expect(found["TenantWriter"] == Set(TenantWalk.writing.keys))
    }

    /// The functions that other modules can call, as `name(label:label:)`, with the type they extend.
    private static func signatures(in text: String) -> [(String, String)] {
        var type = ""
        var result: [(String, String)] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (place, line) in lines.enumerated() {
            if let head = line.firstMatch(of: /^(?:package )?(?:final )?(?:extension|class|struct|enum) (\w+)/) {
                type = String(head.1)
            }
            guard line.hasPrefix("    package func "), type.hasPrefix("Tenant") else { continue }
            let declaration = lines[place...].prefix(8).joined(separator: " ")
            guard let match = declaration.firstMatch(of: /package func (\w+)\((.*?)\)(?: async)? throws/) else {
                continue
            }
            // Labels stand before a colon that is not inside brackets or a default.
            let labels = match.2.split(separator: ",").compactMap { part -> String? in
                guard let colon = part.firstIndex(of: ":") else { return nil }
                let words = part[..<colon].split(separator: " ")
                return words.first.map(String.init)
            }
            result.append((type, "\(match.1)(\(labels.map { $0 + ":" }.joined()))"))
        }
        return result
    }
}
