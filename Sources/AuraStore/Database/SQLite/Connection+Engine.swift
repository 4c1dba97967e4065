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
}
