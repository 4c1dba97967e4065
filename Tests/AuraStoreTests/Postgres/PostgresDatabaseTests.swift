import AuraCore
import Foundation
import Testing

@testable import AuraStore

/// The second engine by itself: values, transactions, locks, and what goes wrong between here and the server.
@Suite(.enabled(if: TestServer.folder != nil, "Scripts/with-postgres starts the server"))
struct PostgresDatabaseTests {
    private static let table = """
        CREATE TABLE sample (number BIGINT PRIMARY KEY, words TEXT COLLATE "C", share DOUBLE PRECISION, body BYTEA)
        """

    private func prepared(
        limit: Int = 8, waiting: Duration = .seconds(5), discardsWrites: Bool = false
    ) async throws -> PostgresDatabase {
        let name = try TestServer.newName()
        let database = try PostgresDatabase(
            try TestServer.address(name), file: "test", limit: limit, waiting: waiting, discardsWrites: discardsWrites)
        try TestServer.run(
            """
            SET search_path = aura; SET ROLE aura_owner; \(Self.table);
            GRANT SELECT, INSERT, UPDATE, DELETE ON sample TO aura_operator
            """, in: name)
        return database
    }

    private static let insert =
        "INSERT INTO sample (number, words, share, body) VALUES (:number, :words, :share, :body)"

    private static func values(_ number: Int) -> [String: SQLValue] {
        ["number": SQLValue(number), "words": "word", "share": .null, "body": .null]
    }

    @Test(arguments: [
        SQLValue.null, "", "plain", "it's \"quoted\" \\ and ü 漢字 🙂", .blob([]), .blob([0, 255, 92, 39]), .integer(.min),
        .integer(.max), .integer(0), .real(0.1), .real(-1e300), .real(.leastNonzeroMagnitude),
    ])
    func `every value comes back as it went`(value: SQLValue) async throws {
        let database = try await prepared()
        let column =
            switch value {
            case .text, .null: "words"
            case .blob: "body"
            case .real: "share"
            case .integer: "number"
            }
        let back = try await database.write { connection throws(StoreError) in
            var arguments = Self.values(7)
            arguments[column] = value
            guard try connection.run(Self.insert, arguments) == 1 else { throw .failed(code: 0) }
            return try connection.row("SELECT \(column) FROM sample")?.value(column)
        }
        #expect(back == value)
    }

    @Test func `sums, counts and truth are numbers, and columns are found as they are spelled`() async throws {
        let database = try await prepared()
        let row = try await database.write { connection throws(StoreError) in
            for number in [1, 20_000, 9_999_999_999_999] { try connection.run(Self.insert, Self.values(number)) }
            return try connection.row(
                """
                SELECT SUM(number) AS allOfThem, COUNT(*) AS howMany, MAX(number) > 5 AS isLarge, SUM(0) AS "the rest",
                    SUM(-number) AS below, LENGTH(words) AS length FROM sample GROUP BY LENGTH(words)
                """)
        }
        #expect(try row?.int("allOfThem") == 10_000_000_020_000 && row?.int("howMany") == 3 && row?.int("isLarge") == 1)
        #expect(try row?.int("the rest") == 0 && row?.int("below") == -10_000_000_020_000 && row?.int("length") == 4)
    }

    @Test func `an error undoes the transaction, a dry run its whole work`() async throws {
        let database = try await prepared()
        await #expect(throws: StoreError.exists) {
            try await database.write { connection throws(StoreError) in
                try connection.run(Self.insert, Self.values(1))
                try connection.run(Self.insert, Self.values(1))
            }
        }
        #expect(
            try await database.read { c throws(StoreError) in try c.count("SELECT COUNT(*) AS rows FROM sample") } == 0)
        let dry = try await prepared(discardsWrites: true)
        let seen = try await dry.write { connection throws(StoreError) in
            try connection.run(Self.insert, Self.values(1))
            return try connection.count("SELECT COUNT(*) AS rows FROM sample")
        }
        #expect(seen == 1)
        #expect(try await dry.read { c throws(StoreError) in try c.count("SELECT COUNT(*) AS rows FROM sample") } == 0)
    }

    @Test func `a reader sees one moment, and may not write`() async throws {
        let database = try await prepared()
        let counts = try await database.read { connection throws(StoreError) in
            let before = try connection.count("SELECT COUNT(*) AS rows FROM sample")
            try database.writeBlocking { other throws(StoreError) in _ = try other.run(Self.insert, Self.values(1)) }
            return [before, try connection.count("SELECT COUNT(*) AS rows FROM sample")]
        }
        #expect(counts == [0, 0])
        await #expect(throws: StoreError.readOnly(file: "test")) {
            try await database.read { connection throws(StoreError) in
                _ = try connection.run(Self.insert, Self.values(2))
            }
        }
    }

    @Test func `writers of one lock follow each other and lose nothing, whatever else runs`() async throws {
        let database = try await prepared()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lock in 0..<4 {
                for _ in 0..<25 {
                    group.addTask {
                        try await database.write(as: .operator, locking: ["lock\(lock)"]) { c throws(StoreError) in
                            let next = try c.row(
                                "SELECT MAX(number) AS newest FROM sample WHERE words = :words",
                                ["words": .text("\(lock)")])
                            let number = try next?.optionalInt("newest") ?? lock * 1_000
                            var values = Self.values(number + 1)
                            values["words"] = .text("\(lock)")
                            try c.run(Self.insert, values)
                        } then: { _ in
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let newest = try await database.read { connection throws(StoreError) in
            try connection.rows("SELECT MAX(number) AS newest FROM sample GROUP BY words ORDER BY 1").map {
                row throws(StoreError) in try row.int("newest")
            }
        }
        #expect(newest == [25, 1_025, 2_025, 3_025])
    }

    @Test func `a cancelled task stops its query at the server`() async throws {
        let database = try await prepared()
        let task = Task {
            try await database.read { connection throws(StoreError) in
                _ = try connection.row("SELECT COUNT(*) AS c FROM pg_sleep(49)")
            }
        }
        let sleeping = "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(49)%' AND wait_event = 'PgSleep'"
        while try TestServer.count(sleeping, in: "postgres") == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: StoreError.cancelled) { try await task.value }
        #expect(try await database.read { c throws(StoreError) in try c.count("SELECT 1 AS one") } == 1)
    }

    @Test func `a statement that takes too long is given up`() async throws {
        let database = try await prepared()
        await #expect(throws: StoreError.timedOut(file: "test")) {
            try await database.read { connection throws(StoreError) in
                _ = try connection.run("SET LOCAL statement_timeout = 50", [:])
                _ = try connection.row("SELECT COUNT(*) AS c FROM pg_sleep(50)")
            }
        }
    }

    @Test func `with every connection in use somebody waits a bounded time`() async throws {
        let database = try await prepared(limit: 1, waiting: .milliseconds(30))
        await #expect(throws: StoreError.exhausted(file: "test")) {
            try await database.read { _ throws(StoreError) in
                try database.readBlocking { connection throws(StoreError) in _ = try connection.count("SELECT 1 AS one")
                }
            }
        }
        #expect(try await database.read { c throws(StoreError) in try c.count("SELECT 1 AS one") } == 1)
    }

    @Test func `idle connections that were cut are replaced, and a transaction that was cut is undone`() async throws {
        let database = try await prepared()
        @Sendable func cut() throws {
            try TestServer.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%' AND query NOT LIKE '%terminate%' AND application_name = 'cut-me'",
                in: "postgres")
        }
        try await database.write { connection throws(StoreError) in
            try connection.run("SET application_name = 'cut-me'")
            try connection.run(Self.insert, Self.values(1))
        }
        try cut()
        #expect(
            try await database.read { c throws(StoreError) in try c.count("SELECT COUNT(*) AS rows FROM sample") } == 1)
        await #expect(throws: StoreError.unreachable(file: "test")) {
            try await database.write { connection throws(StoreError) in
                try connection.run("SET application_name = 'cut-me'")
                try connection.run(Self.insert, Self.values(2))
                try StoreError.kept { try cut() }
                try connection.run(Self.insert, Self.values(3))
            }
        }
        #expect(
            try await database.read { c throws(StoreError) in try c.count("SELECT COUNT(*) AS rows FROM sample") } == 1)
    }

    @Test func `what the server refuses has a name, and the error no password`() throws {
        func error(_ address: PostgresAddress) -> StoreError? {
            do throws(StoreError) {
                _ = try PostgresConnection(to: address, file: "test")
                return nil
            } catch {
                return error
            }
        }
        #expect(error(try TestServer.address("none")) == .missing(file: "test"))
        #expect(error(try TestServer.address("postgres", user: "nobody")) == .accessDenied(file: "test"))
        #expect(error(try PostgresAddress("postgres:///x?host=/nowhere")) == .unreachable(file: "test"))
        #expect(error(try PostgresAddress("postgres://x@127.0.0.1:1/x?sslmode=require")) == .unreachable(file: "test"))
        let roots = "sslrootcert=\(try #require(TestServer.folder))/root.crt"
        #expect(error(try TestServer.networkAddress("postgres", with: roots)) == .accessDenied(file: "test"))
        let passwords = FileManager.default.temporaryDirectory.appending(path: "aura-pass-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: passwords) }
        try Data("*:*:*:admin:secret\n".utf8).write(to: passwords)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwords.path)
        let file = "&passfile=\(passwords.path)"
        #expect(error(try TestServer.networkAddress("postgres", with: roots + file)) == nil)
        #expect(
            error(try TestServer.networkAddress("postgres", host: "127.0.0.1", with: roots + file))
                == .unreachable(file: "test"))
        #expect(
            error(try TestServer.networkAddress("postgres", with: String(file.dropFirst())))
                == .unreachable(file: "test"))
        try Data("*:*:*:admin:wrong\n".utf8).write(to: passwords)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwords.path)
        #expect(error(try TestServer.networkAddress("postgres", with: roots + file)) == .accessDenied(file: "test"))
    }
}

/// Addresses and texts, which need no server.
@Suite struct PostgresAddressTests {
    @Test(arguments: [
        ("postgres://u:secret@h/d", PostgresAddress.Problem.hasPassword),
        ("postgres:///d?password=secret", .hasPassword),
        ("postgres://h/d?sslmode=disable", .notEncrypted), ("postgres://h/d?sslmode=prefer", .notEncrypted),
        ("postgres://h/d?sslmode=allow", .notEncrypted), ("postgres://a,b/d", .twoHosts), ("mysql://h/d", .malformed),
        ("postgres://h/d?nonsense=1", .malformed), ("", .malformed),
    ])
    func `an address that would tell or send a secret in the clear is refused`(
        text: String, problem: PostgresAddress.Problem
    ) {
        #expect(throws: problem) { try PostgresAddress(text) }
    }

    @Test func `over the network TLS is verified, on a socket there is none`() throws {
        #expect(try PostgresAddress("postgres://h/d").settings["sslmode"] == "verify-full")
        #expect(try PostgresAddress("postgres://h/d?sslmode=require").settings["sslmode"] == "require")
        #expect(try PostgresAddress("postgres:///d").settings["sslmode"] == "disable")
        #expect(try PostgresAddress("postgresql:///d?host=/run/x").settings["sslmode"] == "disable")
    }

    @Test func `arguments are numbered by name, and nothing inside quotes is one`() {
        let text = StatementText("SELECT \"the id\", 'a:b', x.tenantId FROM y WHERE a = :one AND b = :two OR c = :one")
        #expect(text.sql == "SELECT \"the id\", 'a:b', x.tenantId FROM y WHERE a = $1 AND b = $2 OR c = $1")
        #expect(text.arguments == ["one", "two"])
    }
}
