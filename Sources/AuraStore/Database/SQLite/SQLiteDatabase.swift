import AuraCore
import CSQLite
import GRDB
import Glibc

/// One SQLite file behind the write gate. Reads see a snapshot and never wait for a writer.
final class SQLiteDatabase: Database {
    let path: String
    /// The file's name, as errors give it.
    let file: String
    private let pool: DatabasePool
    private let gate: WriteGate
    let discardsWrites: Bool

    /// Opens the file. Blocks the thread: it waits for the gate, since opening may write to the log.
    ///
    /// - Parameters:
    ///   - isNew: Whether an absent or empty file is expected; otherwise it counts as damaged.
    ///   - discardsWrites: Whether every transaction is rolled back once it has run: a dry run.
    init(
        folder: String, file: String, gate: WriteGate, isNew: Bool, discardsWrites: Bool = false
    ) throws(StoreError) {
        self.discardsWrites = discardsWrites
        path = folder + "/" + file
        self.file = file
        self.gate = gate
        if isNew {
            try StoreFile.create(path, named: file)
        } else {
            try SQLiteDatabase.checkHeader(path, file: file)
        }
        let path = path
        pool = try gate.hold { () throws(StoreError) in
            do {
                let pool = try DatabasePool(path: path, configuration: SQLiteDatabase.configuration)
                // The pool sets NORMAL when it turns the log on.
                try pool.unsafeReentrantWrite { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                return pool
            } catch {
                throw StoreError.fromSQLite(error, file: file)
            }
        }
    }

    func read<T: Sendable>(
        as access: Access, _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        do {
            return try await pool.read { [file] database in try body(Connection(database: database, file: file)) }
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Behind the gate, where all writers wait for each other.
    func write<T: Sendable>(
        as access: Access, locking names: [String],
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T,
        then finish: @escaping @Sendable (T) -> Void
    ) async throws(StoreError) -> T {
        try await exclusively { access throws(StoreError) in
            let result = try access.transaction(body)
            if !access.discardsWrites { finish(result) }
            // The change is made: a log that cannot be moved now is the next writer's to move.
            try? access.checkpointIfLarge()
            return result
        }
    }

    /// Holds the gate on the writer's own thread, for work of more than one transaction.
    func exclusively<T: Sendable>(
        _ body: @escaping @Sendable (ExclusiveAccess) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        do {
            return try await pool.writeWithoutTransaction { [path, file, gate, discardsWrites] database in
                guard database.sqliteConnection != nil else { throw StoreError.closed }
                return try gate.hold { () throws(StoreError) in
                    try body(
                        ExclusiveAccess(
                            database: database, path: path, file: file, waiting: gate.waiting,
                            discardsWrites: discardsWrites))
                }
            }
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Moves the whole log into the file and empties it.
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` if a long reader still needs the log.
    func truncateLog() async throws(StoreError) {
        try await exclusively { access throws(StoreError) in try access.truncateLog() }
    }

    func readBlocking<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do {
            return try pool.read { try body(Connection(database: $0, file: file)) }
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    func writeBlocking<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do {
            return try pool.writeWithoutTransaction { database in
                try gate.hold { () throws(StoreError) in
                    try ExclusiveAccess(
                        database: database, path: path, file: file, waiting: gate.waiting,
                        discardsWrites: discardsWrites
                    ).transaction(body)
                }
            }
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Reads over a connection that is opened for it, so that nothing of this process's own caches answers. Blocks
    /// the thread.
    func readAnew(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        do {
            var configuration = SQLiteDatabase.configuration
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { try body(Connection(database: $0, file: file)) }
            try queue.close()
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Writes one consistent snapshot into an empty file, without what deleted rows left behind. Nobody waits for it.
    /// Blocks the thread.
    func copy(into target: String) throws(StoreError) {
        do {
            var configuration = SQLiteDatabase.configuration
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
            try queue.close()
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Reads a file that is no part of an open store. Blocks the thread.
    static func look<T>(
        into path: String, named file: String, _ body: (Connection) throws(StoreError) -> T
    ) throws(StoreError) -> T {
        try checkHeader(path, file: file)
        do {
            var configuration = SQLiteDatabase.configuration
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { try body(Connection(database: $0, file: file)) }
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Makes sure that nobody has the file open, behind the gate. A file that is missing or damaged is not in use.
    /// Blocks the thread.
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` if somebody has.
    static func checkUnused(_ path: String, file: String) throws(StoreError) {
        guard (try? checkHeader(path, file: file)) != nil else { return }
        do {
            var configuration = SQLiteDatabase.configuration
            configuration.busyMode = .immediateError
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            try queue.inDatabase { database in
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                try database.execute(sql: "BEGIN EXCLUSIVE; ROLLBACK")
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw .locked(by: nil, since: nil)
        } catch {
            return
        }
    }

    func close() throws(StoreError) {
        do {
            try pool.close()
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(2)
        configuration.maximumReaderCount = 4
        configuration.publicStatementArguments = false
        configuration.prepareDatabase { database in
            for pragma in pragmas { try database.execute(sql: pragma) }
            guard aura_sqlite_no_checkpoint_on_close(database.sqliteConnection) == SQLITE_OK else {
                throw DatabaseError(resultCode: .SQLITE_ERROR)
            }
        }
        return configuration
    }

    /// VAULT.md §4 and FAULTS.md R4: per connection, so that none is without them.
    private static let pragmas = [
        "PRAGMA secure_delete = ON", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY", "PRAGMA wal_autocheckpoint = 0", "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON", "PRAGMA journal_size_limit = 1048576",
    ]

    /// SQLite takes an empty file for a new database and would start afresh over lost data.
    private static func checkHeader(_ path: String, file: String) throws(StoreError) {
        let header = try StoreFile.prefix(of: path, count: 16, named: file)
        guard header == Array("SQLite format 3\0".utf8) else { throw .corrupt(file: file) }
    }
}
