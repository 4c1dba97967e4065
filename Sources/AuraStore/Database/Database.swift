import AuraCore

/// One of the store's databases, whichever engine keeps it: transactions in which the common SQL of this module runs
/// over a ``Connection``. No type of an engine is seen outside its own folder.
protocol Database: Sendable {
    /// What errors call it.
    var file: String { get }

    /// Reads in one snapshot.
    func read<T: Sendable>(
        as access: Access, _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T

    /// Writes in one transaction. It may run more than once, of which one is kept: it does nothing but use the
    /// connection.
    ///
    /// - Parameters:
    ///   - names: What others who name the same wait for until this is committed, in whatever order they are given.
    ///   - finish: What is done once the transaction is committed; not in a dry run.
    func write<T: Sendable>(
        as access: Access, locking names: [String],
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T,
        then finish: @escaping @Sendable (T) -> Void
    ) async throws(StoreError) -> T

    /// Reads as ``read(as:_:)`` does as the schema's owner, but blocks the thread.
    func readBlocking<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T

    /// Writes as ``write(as:locking:_:then:)`` does as the schema's owner, but blocks the thread.
    func writeBlocking<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T

    /// Closes every connection; every call after it throws ``StoreError/closed``. Blocks the thread for what is under way.
    func close() throws(StoreError)
}

/// On whose behalf a transaction runs. Where the engine keeps tenants apart itself it is told; the handle keeps them
/// apart in any case.
enum Access: Hashable, Sendable {
    /// Whoever made the tables, and reads them for a look at all of them.
    case schema
    /// The operator: every tenant's rows.
    case `operator`
    /// One tenant: its own rows.
    case tenant(Tenant.ID)
}

/// What one engine does inside a transaction, with `:name` for each argument.
protocol Session {
    /// Runs one statement and returns how many rows it changed.
    func run(_ sql: String, _ arguments: [String: SQLValue]) throws(StoreError) -> Int

    /// Hands over each row in turn until `body` has seen enough.
    func forEach(
        _ sql: String, _ arguments: [String: SQLValue], _ body: (Row) throws(StoreError) -> Bool
    ) throws(StoreError)

    /// Makes tables and indexes from their common statements, with whatever the engine adds to keep tenants apart.
    ///
    /// - Parameter owners: For each table the column that names the tenant; none for a table that belongs to none.
    func define(_ statements: [String], owners: [String: String]) throws(StoreError)
}

extension Database {
    /// Reads as the schema's owner.
    func read<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await read(as: .schema, body)
    }

    /// Writes as the schema's owner.
    func write<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await write(as: .schema, locking: [], body) { _ in }
    }
}
