import CSQLite
import Foundation

/// Every row of every table of an installation's databases, and every other file's bytes: equal before and after
/// means that nothing was changed, whatever the databases' own bytes are.
struct StoreDigest: Equatable {
    let rows: Set<String>

    init(_ folder: String) throws {
        var rows: Set<String> = []
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
            let path = folder + "/" + name
            if name.hasSuffix(".db") {
                rows.formUnion(try StoreDigest.rows(ofDatabase: path).map { name + ": " + $0 })
            } else if !["-wal", "-shm", "lock", "reserve"].contains(where: name.hasSuffix),
                let bytes = FileManager.default.contents(atPath: path)
            {
                rows.insert("\(name): \(bytes.base64EncodedString())")
            }
        }
        self.rows = rows
    }

    /// The first rows that only one of the two has.
    func difference(from other: StoreDigest) -> [String] {
        rows.symmetricDifference(other.rows).sorted().prefix(3).map { String($0.prefix(200)) }
    }

    private static func rows(ofDatabase path: String) throws -> [String] {
        var database: OpaquePointer?
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            throw ChildProcess.Failure(what: "cannot open \(path)")
        }
        defer { sqlite3_close(database) }
        func query(_ sql: String) throws -> [String] {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
                throw ChildProcess.Failure(what: "cannot read \(path)")
            }
            defer { sqlite3_finalize(statement) }
            var found: [String] = []
            while sqlite3_step(statement) == SQLITE_ROW {
                let cells = (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                }
                found.append(cells.joined(separator: "|"))
            }
            return found
        }
        return try query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").flatMap { table in
            let columns = try query("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid")
            let list = columns.map { "quote(\"\($0)\")" }.joined(separator: ", ")
            return try query("SELECT \(list) FROM \"\(table)\"").map { table + "|" + $0 }
        }
    }
}
