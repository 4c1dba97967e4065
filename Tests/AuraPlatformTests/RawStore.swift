import CSQLite

/// A store's file behind the platform's back, to damage it as a disk would.
struct RawStore {
    struct Failure: Error {}

    let path: String

    /// Runs one statement.
    func run(_ sql: String) throws {
        var handle: OpaquePointer?
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_close(handle) }
        sqlite3_busy_timeout(handle, 2_000)
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw Failure() }
    }

    /// The first column of an answer, as text.
    func texts(_ sql: String) throws -> [String] {
        var handle: OpaquePointer?
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_close(handle) }
        sqlite3_busy_timeout(handle, 2_000)
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            guard let text = sqlite3_column_text(statement, 0) else { throw Failure() }
            texts.append(String(cString: text))
        }
        return texts
    }

    /// Makes every audit entry of this action fail from now on.
    func refuse(_ action: String) throws {
        try run(
            """
            CREATE TRIGGER refuse BEFORE INSERT ON auditEntry WHEN NEW.entry LIKE '%"action":"\(action)"%'
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """)
    }

    /// Flips one bit in the middle of one value of a column.
    func flipBit(in table: String, _ column: String, where condition: String = "1") throws {
        var handle: OpaquePointer?
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_close(handle) }
        sqlite3_busy_timeout(handle, 2_000)
        let find = "SELECT rowid, \(column) FROM \(table) WHERE \(column) IS NOT NULL AND \(condition) LIMIT 1"
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, find, -1, &statement, nil) == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW
        else { throw Failure() }
        let row = sqlite3_column_int64(statement, 0)
        let isText = sqlite3_column_type(statement, 1) == SQLITE_TEXT
        let count = Int(sqlite3_column_bytes(statement, 1))
        guard let start = sqlite3_column_blob(statement, 1) else { throw Failure() }
        var bytes = Array(UnsafeRawBufferPointer(start: start, count: count))
        sqlite3_finalize(statement)
        bytes[count / 2] ^= 1
        let update = "UPDATE \(table) SET \(column) = ? WHERE rowid = \(row)"
        guard sqlite3_prepare_v2(handle, update, -1, &statement, nil) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_finalize(statement) }
        let done = bytes.withUnsafeBytes { buffer in
            if isText {
                sqlite3_bind_text(statement, 1, buffer.baseAddress, Int32(count), nil)
            } else {
                sqlite3_bind_blob(statement, 1, buffer.baseAddress, Int32(count), nil)
            }
            return sqlite3_step(statement)
        }
        guard done == SQLITE_DONE else { throw Failure() }
    }
}

extension RawStore {
    /// The first column of every row of an answer, as text.
    func column(_ sql: String) throws -> [String] {
        var handle: OpaquePointer?
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_close(handle) }
        sqlite3_busy_timeout(handle, 2_000)
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw Failure() }
        defer { sqlite3_finalize(statement) }
        var values: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
        }
        return values
    }
}
