import AuraCore
import Foundation
import Testing

@testable import AuraStore

/// The private PostgreSQL server that `Scripts/with-postgres` has started, and databases of one's own on it.
enum TestServer {
    static let folder = ProcessInfo.processInfo.environment["AURA_TEST_POSTGRES"]
    private static let port = ProcessInfo.processInfo.environment["AURA_TEST_POSTGRES_PORT"] ?? "5432"

    /// A database on the server's socket.
    static func address(
        _ database: String, user: String = "admin", with settings: String = ""
    ) throws -> PostgresAddress {
        let folder = try #require(folder)
        return try PostgresAddress("postgres:///\(database)?host=\(folder)&port=\(port)&user=\(user)\(settings)")
    }

    /// The same over the network.
    static func networkAddress(_ database: String, host: String = "localhost", with settings: String) throws
        -> PostgresAddress
    {
        try PostgresAddress("postgres://admin@\(host):\(port)/\(database)?\(settings)")
    }

    /// Makes an empty database and connects to it.
    static func newDatabase(
        limit: Int = 8, waiting: Duration = .seconds(5), discardsWrites: Bool = false
    ) throws -> PostgresDatabase {
        try PostgresDatabase(
            try address(newName()), file: "test", limit: limit, waiting: waiting, discardsWrites: discardsWrites)
    }

    /// The name of a database that was just made, with AURA's roles and schema in it.
    static func newName() throws -> String {
        let name = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try run("CREATE DATABASE \(name)", in: "postgres")
        try run(PostgresSchema.roles, in: name)
        try run(PostgresSchema.schema, in: name)
        return name
    }

    /// How many rows an answer has, as the server's superuser sees it.
    static func count(_ sql: String, in database: String) throws -> Int {
        var rows = 0
        _ = try PostgresConnection(to: address(database), file: "test").execute(sql, [:]) { (_) throws(StoreError) in
            rows += 1
            return true
        }
        return rows
    }

    /// Runs a command as the server's superuser.
    static func run(_ sql: String, in database: String) throws {
        try PostgresConnection(to: address(database), file: "test").command(sql)
    }
}
