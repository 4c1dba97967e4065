import AuraCore
import Testing

@testable import AuraStore

@Suite struct DataMapTests {
    /// The columns of a database as SQLite knows them.
    private func columns(of database: SQLiteDatabase) async throws -> [String: [String: String]] {
        try await database.read { connection throws(StoreError) in
            var tables: [String: [String: String]] = [:]
            for table in try connection.tableNames() {
                for row in try connection.rows("SELECT name, type FROM pragma_table_info(:t)", ["t": .text(table)]) {
                    tables[table, default: [:]][try row.text("name")] = try row.text("type")
                }
            }
            return tables
        }
    }

    private func schema() async throws -> [String: [String: String]] {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let keyring = try await columns(of: store.keyring.database)
        return try await columns(of: store.database.database).merging(keyring) { _, _ in [:] }
    }

    @Test func `every column of every table is declared, and nothing that is not there`() async throws {
        let schema = try await schema().mapValues { Set($0.keys) }
        let map = StoreDataMap.current.tables.map { ($0.name, Set($0.columns.map(\.name))) }
        #expect(map.count == Set(map.map(\.0)).count)
        #expect(Dictionary(uniqueKeysWithValues: map) == schema)
        for table in StoreDataMap.current.tables {
            #expect(table.columns.count == Set(table.columns.map(\.name)).count, "\(table.name)")
        }
    }

    @Test func `what is personal, confidential or secret is sealed, and what is sealed is a blob`() async throws {
        let schema = try await schema()
        for table in StoreDataMap.current.tables {
            for column in table.columns {
                let isOpen = [.none, .pseudonymous].contains(column.sensitivity)
                #expect(isOpen == !column.isSealed, "\(table.name).\(column.name)")
                if column.isSealed || column.isBlindIndex {
                    #expect(schema[table.name]?[column.name] == "BLOB", "\(table.name).\(column.name)")
                }
            }
        }
    }

    @Test func `a blind index is 16 bytes and nothing else`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let indexes = StoreDataMap.current.tables.flatMap { table in
            table.columns.filter(\.isBlindIndex).map { "\(table.name).\($0.name)" }
        }
        #expect(indexes.sorted() == ["document.titleIndex", "member.emailIndex", "visitor.referenceIndex"])
        for length in [0, 15, 17, 32] {
            let index = [UInt8](repeating: 1, count: length)
            await #expect(throws: StoreError.self) {
                try await handle.change {
                    try $0.insertMember(Workspace("other", mark: "-").owner, emailIndex: index)
                }
            }
            await #expect(throws: StoreError.self) {
                try await handle.change {
                    try $0.insertVisitor(Workspace("other", mark: "-").visitor, referenceIndex: index)
                }
            }
            await #expect(throws: StoreError.self) {
                let (document, passages) = Workspace.document(of: acme.bot.id, mark: "-", terms: [])
                try await handle.change {
                    try $0.insertDocument(
                        document, titleIndex: index, body: Sample.sealed("text"), passages: passages)
                }
            }
        }
        try await handle.change { try $0.insertVisitor(Workspace("other", mark: "-").visitor, referenceIndex: nil) }
    }

    @Test func `every table that belongs to a person leads to one, and is erased or retained with a reason`() throws {
        let map = StoreDataMap.current
        #expect(
            StoreDataMap.subjectTables.map(\.name) == [
                "message", "disclosure", "usage", "auditPayload", "member", "visitor",
            ])
        for table in StoreDataMap.subjectTables {
            #expect(SubjectStatement(table, in: map) != nil, "\(table.name)")
            if table.onErase == .null {
                #expect(table.columns.contains { $0.onErase == .null }, "\(table.name)")
            }
        }
        for table in map.tables {
            if let parent = table.derivedFrom { #expect(map.table(parent) != nil, "\(table.name)") }
            for column in table.columns where column.derivedFrom != nil {
                let path = (column.derivedFrom ?? "").split(separator: ".").map(String.init)
                let parent = map.table(path[0])
                #expect(parent != nil, "\(table.name).\(column.name)")
                if path.count == 2 { #expect(parent?.columns.contains { $0.name == path[1] } == true) }
            }
            let purposes = table.columns.filter(\.purposes.isEmpty)
            #expect(purposes.isEmpty, "\(table.name)")
        }
    }

    @Test func `every foreign key has an index for its side of the reference`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let unindexed = try await store.database.read { connection throws(StoreError) in
            var missing: [String] = []
            for table in try connection.tableNames().sorted() {
                let keys = try connection.rows(
                    "SELECT id, \"from\" AS child FROM pragma_foreign_key_list(:t) ORDER BY id, seq",
                    ["t": .text(table)])
                let indexes = try connection.rows(
                    """
                    SELECT list.name AS name, info.name AS child FROM pragma_index_list(:t) AS list
                    JOIN pragma_index_info(list.name) AS info ORDER BY list.name, info.seqno
                    """, ["t": .text(table)])
                let covered = Dictionary(grouping: indexes) { $0.values[0] }.values.map { $0.map { $0.values[1] } }
                for key in Dictionary(grouping: keys, by: { $0.values[0] }).values {
                    let columns = key.map { $0.values[1] }
                    if !covered.contains(where: { Set($0.prefix(columns.count)) == Set(columns) }) {
                        missing.append(table)
                    }
                }
            }
            return missing
        }
        #expect(unindexed.isEmpty)
    }

    @Test func `the map's hash is of its canonical JSON and changes with any of it`() throws {
        let map = StoreDataMap.current
        let hash = StoreDataMap.hash(digests: Sample.digests)
        #expect(hash == Hexadecimal.encode(SHA256.hash(map.json.canonical)))
        #expect(hash.count == 64)
        for place in map.tables.indices {
            var tables = map.tables
            tables.remove(at: place)
            #expect(DataMap(tables: tables).json.canonical != map.json.canonical)
        }
    }

    @Test func `every table is strict`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        for database in [store.database.database, store.keyring.database] {
            let loose = try await database.read { connection throws(StoreError) in
                try connection.rows(
                    "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"
                )
            }
            #expect(loose.isEmpty)
        }
    }
}
