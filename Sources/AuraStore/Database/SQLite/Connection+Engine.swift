import AuraCore
import GRDB

/// What has no common form on both engines.
extension Connection {
    /// The names of the tables in the file.
    func tableNames() throws(StoreError) -> Set<String> {
        let rows = try rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' LIMIT 1000")
        var names: Set<String> = []
        for row in rows { names.insert(try row.text("name")) }
        return names
    }

    /// Checks the structure of the file and every reference between rows.
    func checkIntegrity() throws(StoreError) {
        let answer = try row("PRAGMA quick_check(1)")
        guard answer?.values == [.text("ok")], try row("PRAGMA foreign_key_check") == nil else {
            throw .corrupt(file: file)
        }
    }

    /// The normalised statement of each table, index, trigger and view in the file, by name. What the engine makes by
    /// itself has none.
    func schemaStatements() throws(StoreError) -> [String: String] {
        let rows = try rows(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' LIMIT 10000"
        )
        var statements: [String: String] = [:]
        for row in rows { statements[try row.text("name")] = Schema.normalised(try row.text("sql")) }
        return statements
    }

    /// The tables with their columns, foreign keys and indexes, by name.
    func storedTables() throws(StoreError) -> [StoredTable] {
        var tables: [StoredTable] = []
        for table in try tableNames().sorted() {
            let columns = try rows("SELECT name FROM pragma_table_info(:t) ORDER BY cid", ["t": .text(table)])
            tables.append(
                StoredTable(
                    name: table, columns: try texts(columns),
                    foreignKeys: try grouped(
                        "SELECT id, \"from\" FROM pragma_foreign_key_list(:t) ORDER BY id, seq", of: table),
                    indexes: try grouped(
                        """
                        SELECT list.name, info.name FROM pragma_index_list(:t) AS list
                        JOIN pragma_index_info(list.name) AS info ORDER BY list.name, info.seqno
                        """, of: table)))
        }
        return tables
    }

    private func texts(_ rows: [Row]) throws(StoreError) -> [String] {
        var texts: [String] = []
        for row in rows { texts.append(try row.text("name")) }
        return texts
    }

    /// The second column of an answer, in one list for each value of the first.
    private func grouped(_ sql: String, of table: String) throws(StoreError) -> [[String]] {
        var groups: [(name: SQLValue, members: [String])] = []
        for row in try rows(sql, ["t": .text(table)]) {
            guard case .text(let member) = row.values[1] else { continue }
            if groups.last?.name != row.values[0] { groups.append((row.values[0], [])) }
            groups[groups.count - 1].members.append(member)
        }
        return groups.map(\.members)
    }
}
