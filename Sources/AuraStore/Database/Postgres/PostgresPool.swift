import AuraCore
import Glibc
import Synchronization

/// A bounded number of connections to one database, opened when they are needed and kept for the next who does.
final class PostgresPool: Sendable {
    let address: PostgresAddress
    let file: String
    /// How long somebody waits for a connection, and for a server that is away.
    let waiting: Duration
    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var idle: [PostgresConnection] = []
        /// Connections that exist or are being made.
        var count = 0
        var isClosed = false
    }

    init(_ address: PostgresAddress, file: String, limit: Int, waiting: Duration) {
        self.address = address
        self.file = file
        self.limit = limit
        self.waiting = waiting
    }

    /// Lends a connection. Blocks the thread.
    ///
    /// - Throws: ``StoreError/exhausted(file:)`` if all are in use for longer than `waiting`,
    ///   ``StoreError/unreachable(file:)`` if the server does not come back in that time.
    func with<T>(_ body: (PostgresConnection) throws(StoreError) -> T) throws(StoreError) -> T {
        let connection = try take()
        defer { giveBack(connection) }
        return try body(connection)
    }

    /// Closes what is idle; what is in use closes when it is given back.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.count -= state.idle.count
            state.idle = []
        }
    }

    private func take() throws(StoreError) -> PostgresConnection {
        let deadline = ContinuousClock.now.advanced(by: waiting)
        while true {
            switch try chance() {
            case .idle(let connection):
                connection.renew()
                return connection
            case .slot: return try connect(until: deadline)
            case .none:
                guard ContinuousClock.now < deadline else { throw .exhausted(file: file) }
                poll(nil, 0, 1)
            }
        }
    }

    private enum Chance {
        case idle(PostgresConnection)
        /// A connection may be made.
        case slot
        case none
    }

    private func chance() throws(StoreError) -> Chance {
        let (chance, isClosed): (Chance, Bool) = state.withLock { state in
            if state.isClosed { return (.none, true) }
            if let connection = state.idle.popLast() { return (.idle(connection), false) }
            guard state.count < limit else { return (.none, false) }
            state.count += 1
            return (.slot, false)
        }
        guard !isClosed else { throw .closed }
        return chance
    }

    /// A server that restarts is tried again, ever more slowly.
    private func connect(until deadline: ContinuousClock.Instant) throws(StoreError) -> PostgresConnection {
        var pause: Int32 = 20
        while true {
            do throws(StoreError) {
                let connection = try PostgresConnection(to: address, file: file)
                try connection.command(PostgresPool.settings)
                return connection
            } catch {
                guard error == .unreachable(file: file), ContinuousClock.now < deadline else {
                    state.withLock { $0.count -= 1 }
                    throw error
                }
                poll(nil, 0, pause)
                pause = min(pause * 2, 1_000)
            }
        }
    }

    private func giveBack(_ connection: PostgresConnection) {
        state.withLock { state in
            if connection.isUsable, !state.isClosed {
                state.idle.append(connection)
            } else {
                state.count -= 1
            }
        }
    }

    /// What every session begins with. A commit is on the disk when it is acknowledged; nobody waits for ever.
    private static let settings = """
        SET synchronous_commit = on; SET statement_timeout = '60s'; SET lock_timeout = '15s';
        SET idle_in_transaction_session_timeout = '60s'; SET bytea_output = hex; SET timezone = 'UTC';
        SET search_path = aura, pg_temp
        """
}
