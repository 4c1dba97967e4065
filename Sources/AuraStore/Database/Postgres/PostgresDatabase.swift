import AuraCore
import Synchronization

/// One database of a PostgreSQL server.
///
/// Reads see one snapshot. Writes of different tenants run beside each other; those that name the same lock, as two
/// events of one audit chain do, one after the other, so that each sees what the one before has written.
final class PostgresDatabase: Database {
    let file: String
    private let pool: PostgresPool
    private let discardsWrites: Bool
    /// How often a transaction that the server gave up is run again.
    private static let attempts = 5

    /// Connects once, to see that the server is there.
    ///
    /// - Parameters:
    ///   - limit: How many connections there may be at a time.
    ///   - waiting: How long somebody waits for one, and for a server that is away.
    ///   - discardsWrites: Whether every transaction is rolled back once it has run: a dry run.
    init(
        _ address: PostgresAddress, file: String, limit: Int = 8, waiting: Duration = .seconds(5),
        discardsWrites: Bool = false
    ) throws(StoreError) {
        self.file = file
        self.discardsWrites = discardsWrites
        pool = PostgresPool(address, file: file, limit: limit, waiting: waiting)
        try pool.with { connection throws(StoreError) in _ = connection }
    }

    func read<T: Sendable>(
        as access: Access, _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await cancellable { [self] stop throws(StoreError) in try read(as: access, stop, body) }
    }

    func write<T: Sendable>(
        as access: Access, locking names: [String],
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T,
        then finish: @escaping @Sendable (T) -> Void
    ) async throws(StoreError) -> T {
        try await cancellable { [self] stop throws(StoreError) in
            let result = try write(as: access, locking: names, stop, body)
            if !discardsWrites { finish(result) }
            return result
        }
    }

    func readBlocking<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try read(as: .schema, QueryStop(), body)
    }

    func writeBlocking<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try write(as: .schema, locking: [], QueryStop(), body)
    }

    func close() throws(StoreError) {
        pool.close()
    }

    private func read<T>(
        as access: Access, _ stop: QueryStop, _ body: (Connection) throws(StoreError) -> T
    ) throws(StoreError) -> T {
        try transaction(stop, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { session throws(StoreError) in
            try session.enter(access)
            let result = try body(Connection(session: session, file: file))
            try session.connection.command("COMMIT")
            return result
        }
    }

    private func write<T>(
        as access: Access, locking names: [String], _ stop: QueryStop,
        _ body: (Connection) throws(StoreError) -> T
    ) throws(StoreError) -> T {
        try transaction(stop, begin: "BEGIN") { session throws(StoreError) in
            try FaultPoint.reached(.txBegun, file: file)
            // In one order, so that two never wait for each other.
            for name in Set(names).sorted() { try session.lock(name) }
            try session.enter(access)
            let result = try body(Connection(session: session, file: file))
            try FaultPoint.reached(.txBeforeCommit, file: file)
            guard !discardsWrites else {
                try session.connection.command("ROLLBACK")
                return result
            }
            try commit(session)
            try FaultPoint.reached(.txCommitted, file: file)
            return result
        }
    }

    /// Runs a transaction, again if the server gave it up for another's sake, or was away when it began.
    private func transaction<T>(
        _ stop: QueryStop, begin: String, _ body: (PostgresSession) throws(StoreError) -> T
    ) throws(StoreError) -> T {
        var left = PostgresDatabase.attempts
        while true {
            left -= 1
            var hasBegun = false
            do throws(StoreError) {
                return try pool.with { connection throws(StoreError) in
                    try stop.watch(connection)
                    defer { stop.leave() }
                    try connection.command(begin)
                    hasBegun = true
                    do throws(StoreError) {
                        return try body(PostgresSession(connection: connection))
                    } catch {
                        try? connection.command("ROLLBACK")
                        throw error
                    }
                }
            } catch {
                let isWorthIt = hasBegun ? error == .locked(by: nil, since: nil) : error == .unreachable(file: file)
                guard isWorthIt, left > 0, !stop.isStopped else { throw stop.isStopped ? .cancelled : error }
            }
        }
    }

    /// A connection that is lost while a commit is under way leaves open whether it was made: the server is asked for
    /// the outcome of that very transaction, and nothing is run again (FAULTS.md CR6).
    private func commit(_ session: PostgresSession) throws(StoreError) {
        let transaction = try session.transactionID()
        do throws(StoreError) {
            try session.connection.command("COMMIT")
        } catch {
            guard let transaction, !session.connection.isAlive else { throw error }
            let outcome = try pool.with { connection throws(StoreError) in
                try PostgresSession(connection: connection).outcome(of: transaction)
            }
            guard outcome == "committed" else { throw error }
        }
    }

    private func cancellable<T: Sendable>(
        _ body: @escaping @Sendable (QueryStop) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        let stop = QueryStop()
        let result: Result<T, StoreError> = await withTaskCancellationHandler {
            do throws(StoreError) {
                return .success(try await OwnThread.run { () throws(StoreError) in try body(stop) })
            } catch {
                return .failure(error)
            }
        } onCancel: {
            stop.stop()
        }
        return try result.get()
    }
}

/// Stops the query that a task waits for when the task is cancelled.
private final class QueryStop: Sendable {
    private let state = Mutex<(connection: PostgresConnection?, isStopped: Bool)>((nil, false))

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func watch(_ connection: PostgresConnection) throws(StoreError) {
        let isStopped = state.withLock { state in
            state.connection = connection
            return state.isStopped
        }
        guard !isStopped else { throw .cancelled }
    }

    func leave() {
        state.withLock { $0.connection = nil }
    }

    func stop() {
        // Under the lock, so that nobody else has the connection by then.
        state.withLock { state in
            state.isStopped = true
            state.connection?.cancel()
        }
    }
}
