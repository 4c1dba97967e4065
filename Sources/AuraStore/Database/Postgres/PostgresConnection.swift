import AuraCore
import CPostgres
import Synchronization

/// One connection of the pool, used by one thread at a time. Every call blocks.
final class PostgresConnection: Sendable {
    /// libpq's handle; kept as a number, which may cross threads.
    private let address: UInt
    /// What errors call the database.
    let file: String
    private let state = Mutex(State())

    private struct State {
        /// The statements that the server knows under a name, by their text.
        var statements: [String: Prepared] = [:]
        var isCancelled = false
        var isBroken = false
    }

    /// One statement as it was prepared.
    struct Prepared: Sendable {
        let name: String
        let text: StatementText
        let types: [UInt32]
    }

    private var handle: OpaquePointer? { OpaquePointer(bitPattern: address) }

    /// Connects.
    ///
    /// - Throws: ``StoreError/unreachable(file:)``, ``StoreError/accessDenied(file:)``, ``StoreError/oldServer(file:)``.
    init(to place: PostgresAddress, file: String) throws(StoreError) {
        let settings = place.settings.sorted { $0.key < $1.key }
        let made = PostgresConnection.withCStrings(settings.map(\.key)) { keys in
            PostgresConnection.withCStrings(settings.map(\.value)) { values in PQconnectdbParams(keys, values, 0) }
        }
        guard let made else { throw .ioFailed(file: file) }
        guard PQstatus(made) == CONNECTION_OK else {
            let message = PQerrorMessage(made).map { String(cString: $0) } ?? ""
            PQfinish(made)
            throw PostgresConnection.refusal(message, file: file)
        }
        guard PQserverVersion(made) >= PostgresConnection.oldestServer else {
            PQfinish(made)
            throw .oldServer(file: file)
        }
        address = UInt(bitPattern: made)
        self.file = file
    }

    deinit { PQfinish(handle) }

    /// PostgreSQL 14.
    static let oldestServer: Int32 = 140_000

    /// Whether the connection can be used again.
    var isUsable: Bool {
        !state.withLock { $0.isBroken } && PQstatus(handle) == CONNECTION_OK
            && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    /// Whether the server is still there; false once the connection is cut.
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    /// A connection is refused before there is a state to tell why: libpq's words are all there is.
    private static func refusal(_ message: String, file: String) -> StoreError {
        let denied = [
            "authentication failed", "no password supplied", "no pg_hba.conf entry", "not permitted to log in",
        ]
        if denied.contains(where: message.contains) { return .accessDenied(file: file) }
        if message.contains("role"), message.contains("does not exist") { return .accessDenied(file: file) }
        if message.contains("database"), message.contains("does not exist") { return .missing(file: file) }
        if message.contains("too many clients") || message.contains("remaining connection slots") {
            return .exhausted(file: file)
        }
        return .unreachable(file: file)
    }

    /// Asks the server to stop what it is doing for this connection; from another thread than the one that waits.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        guard let request = PQgetCancel(handle) else { return }
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(request, &reason, Int32(reason.count))
        PQfreeCancel(request)
    }

    /// Forgets an earlier cancellation, before the next user.
    func renew() {
        state.withLock { $0.isCancelled = false }
    }

    /// Runs plain commands without arguments, one or several.
    func command(_ sql: String) throws(StoreError) {
        guard let result = PQexec(handle, sql) else { throw broken() }
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else { throw error(of: result) }
    }

    /// Runs a statement and hands over its rows until `body` has seen enough.
    ///
    /// - Returns: How many rows it changed.
    func execute(
        _ sql: String, _ arguments: [String: SQLValue], _ body: (Row) throws(StoreError) -> Bool
    ) throws(StoreError) -> Int {
        let statement = try prepared(sql, arguments)
        var values: [(bytes: [UInt8], isBinary: Bool)?] = []
        for (name, type) in zip(statement.text.arguments, statement.types) {
            guard let value = arguments[name] else { throw .failed(code: 0) }
            values.append(PostgresValue.encoded(value, as: type))
        }
        guard send(statement, values), PQsetSingleRowMode(handle) == 1 else { throw broken() }
        return try drain(statement, body)
    }

    private func drain(
        _ statement: Prepared, _ body: (Row) throws(StoreError) -> Bool
    ) throws(StoreError) -> Int {
        var (changed, failure, isDone, columns) = (0, StoreError?.none, false, [String]())
        // Every result is taken, also after an error: only then is the connection free again.
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE where !isDone && failure == nil:
                if columns.isEmpty { columns = names(of: result) }
                do throws(StoreError) {
                    isDone = try !body(try row(of: result, columns))
                } catch {
                    failure = error
                }
            case PGRES_COMMAND_OK: changed = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
            case PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE: break
            default: failure = failure ?? error(of: result)
            }
        }
        if let failure { throw failure }
        guard PQstatus(handle) == CONNECTION_OK else { throw broken() }
        return changed
    }

    private func prepared(_ sql: String, _ arguments: [String: SQLValue]) throws(StoreError) -> Prepared {
        if let known = state.withLock({ $0.statements[sql] }) { return known }
        let text = StatementText(sql)
        let name = "s\(state.withLock { $0.statements.count })"
        let types = text.arguments.map { PostgresValue.type(of: arguments[$0] ?? .null) }
        guard let result = PQprepare(handle, name, text.sql, Int32(types.count), types) else { throw broken() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw error(of: result) }
        guard let described = PQdescribePrepared(handle, name) else { throw broken() }
        defer { PQclear(described) }
        let known = Prepared(
            name: name, text: text, types: (0..<Int32(types.count)).map { PQparamtype(described, $0) })
        state.withLock { $0.statements[sql] = known }
        return known
    }

    private func send(_ statement: Prepared, _ values: [(bytes: [UInt8], isBinary: Bool)?]) -> Bool {
        // Text has to end with a zero; binary values do not mind one more byte.
        let buffers = values.map { $0.map { $0.bytes + [0] } ?? [] }
        let starts = buffers.map(\.count).reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        let flat = buffers.flatMap { $0 }
        let lengths = values.map { Int32($0?.bytes.count ?? 0) }
        let formats = values.map { Int32($0?.isBinary == true ? 1 : 0) }
        return flat.withUnsafeBytes { bytes in
            let pointers = zip(values, starts).map { value, start in
                value == nil ? nil : bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
            }
            return PQsendQueryPrepared(handle, statement.name, Int32(values.count), pointers, lengths, formats, 1) == 1
        }
    }

    private func names(of result: OpaquePointer) -> [String] {
        (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    }

    private func row(of result: OpaquePointer, _ columns: [String]) throws(StoreError) -> Row {
        var values: [SQLValue] = []
        for place in 0..<Int32(columns.count) {
            guard PQgetisnull(result, 0, place) == 0 else {
                values.append(.null)
                continue
            }
            let bytes = UnsafeRawBufferPointer(
                start: PQgetvalue(result, 0, place), count: Int(PQgetlength(result, 0, place)))
            guard let value = PostgresValue.decoded(bytes, type: PQftype(result, place)) else {
                throw .corrupt(file: file)
            }
            values.append(value)
        }
        return Row(columns: columns, values: values, file: file)
    }

    private func error(of result: OpaquePointer) -> StoreError {
        let code = PQresultErrorField(result, PostgresConnection.stateField).map { String(cString: $0) } ?? ""
        if PQstatus(handle) != CONNECTION_OK { return broken() }
        return .fromPostgres(code, wasCancelled: state.withLock { $0.isCancelled }, file: file)
    }

    private func broken() -> StoreError {
        state.withLock { $0.isBroken = true }
        return .unreachable(file: file)
    }

    /// `PG_DIAG_SQLSTATE`.
    private static let stateField = Int32(UInt8(ascii: "C"))

    /// The strings as C reads them, with a null behind the last.
    private static func withCStrings<R>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> R) -> R {
        let all = strings.map { Array($0.utf8CString) }
        let starts = all.map(\.count).reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        return all.flatMap { $0 }.withUnsafeBufferPointer { buffer in
            body(zip(all, starts).map { buffer.baseAddress?.advanced(by: $1) } + [nil])
        }
    }
}
