import AuraCore
import Testing

@testable import AuraStore

/// The common tables on the second engine, and what it adds to them: no tenant's transaction sees another's rows,
/// whatever its statement says (DESIGN.md §4).
@Suite(.enabled(if: TestServer.folder != nil, "Scripts/with-postgres starts the server"))
struct PostgresSchemaTests {
    private static let tenants = ["ten_01KBSXZ5R6WQ3N8M7T2V4Y9C1A", "ten_01KBSXZ5R6WQ3N8M7T2V4Y9C1B"]

    /// Both schemas, with one row of each tenant in a few tables.
    private func prepared() async throws -> PostgresDatabase {
        let database = try TestServer.newDatabase()
        try await database.write { connection throws(StoreError) in
            try Schema.database.create(on: connection)
            try Schema.keyring.create(on: connection)
        }
        for tenant in Self.tenants {
            try await database.write(as: .operator, locking: []) { connection throws(StoreError) in
                try connection.run(
                    """
                    INSERT INTO tenant (tenantId, name, region, state, createdAt, contentKeyId, indexKeyId)
                    VALUES (:tenantId, :tenantId, 'eu', 'active', 0, 'k', 'k')
                    """, ["tenantId": .text(tenant)])
                try connection.run(
                    """
                    INSERT INTO member (tenantId, memberId, role, ownerKeyId, email, emailIndex, createdAt)
                    VALUES (:tenantId, 'mem', 'owner', 'k', :email, :index, 0)
                    """,
                    ["tenantId": .text(tenant), "email": .blob([1]), "index": .blob(.init(repeating: 1, count: 16))])
                try connection.run(
                    """
                    INSERT INTO auditEntry (chain, sequence, at, entry, leafHash, chainHash)
                    VALUES (:tenantId, 0, 0, '{}', :hash, :hash)
                    """, ["tenantId": .text(tenant), "hash": .blob([0])])
            } then: { _ in
            }
        }
        return database
    }

    private func tenant(_ place: Int) throws -> Access {
        .tenant(try #require(Tenant.ID(Self.tenants[place])))
    }

    @Test func `a statement without any condition sees the tenant's own rows alone`() async throws {
        let database = try await prepared()
        for (place, own) in Self.tenants.enumerated() {
            for (table, column) in [("tenant", "tenantId"), ("member", "tenantId"), ("auditEntry", "chain")] {
                let seen = try await database.read(as: tenant(place)) { connection throws(StoreError) in
                    try connection.rows("SELECT \(column) AS owner FROM \(table)").map { row throws(StoreError) in
                        try row.text("owner")
                    }
                }
                #expect(seen == [own], "\(table)")
            }
        }
        let all = try await database.read(as: .operator) { connection throws(StoreError) in
            try connection.count("SELECT COUNT(*) AS rows FROM member")
        }
        #expect(all == 2)
    }

    @Test func `another tenant's rows are neither changed, deleted nor made`() async throws {
        let database = try await prepared()
        let other = Self.tenants[1]
        for statement in [
            "UPDATE member SET role = 'viewer' WHERE tenantId = :other", "DELETE FROM member WHERE tenantId = :other",
            "DELETE FROM auditEntry WHERE chain = :other",
        ] {
            let changed = try await database.write(as: tenant(0), locking: []) { connection throws(StoreError) in
                try connection.run(statement, ["other": .text(other)])
            } then: { _ in
            }
            #expect(changed == 0, "\(statement)")
        }
        await #expect(throws: StoreError.accessDenied(file: "test")) {
            try await database.write(as: tenant(0), locking: []) { connection throws(StoreError) in
                try connection.run(
                    "INSERT INTO fence (tenantId, ownerKeyId, since) VALUES (:other, 'k', 0)", ["other": .text(other)])
            } then: { _ in
            }
        }
        await #expect(throws: StoreError.accessDenied(file: "test")) {
            try await database.write(as: tenant(0), locking: []) { connection throws(StoreError) in
                try connection.run("UPDATE member SET tenantId = :other", ["other": .text(other)])
            } then: { _ in
            }
        }
    }

    @Test func `a tenant's transaction cannot change what keeps it in, nor does the next one inherit it`() async throws
    {
        let database = try await prepared()
        for statement in [
            "ALTER TABLE member DISABLE ROW LEVEL SECURITY", "DROP POLICY tenant_rows ON member", "DROP TABLE member",
            "CREATE TABLE aura.mine (a INTEGER)",
        ] {
            await #expect(throws: StoreError.accessDenied(file: "test"), "\(statement)") {
                try await database.write(as: tenant(0), locking: []) { connection throws(StoreError) in
                    try connection.run(statement)
                } then: { _ in
                }
            }
        }
        let without = try await database.read(as: .tenant(try #require(Tenant.ID("ten_01KBSXZ5R6WQ3N8M7T2V4Y9C1Z")))) {
            connection throws(StoreError) in try connection.count("SELECT COUNT(*) AS rows FROM member")
        }
        #expect(without == 0)
    }

    @Test func `every table of tenants is fenced, and the roles that serve cannot pass the fence by`() async throws {
        let database = try await prepared()
        let fenced = try await database.read { connection throws(StoreError) in
            try connection.rows(
                """
                SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE nspname = 'aura' AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity
                """
            ).map { row throws(StoreError) in try row.text("relname") }
        }
        #expect(Set(fenced) == Set(Schema.owners.keys.map { $0.lowercased() }))
        let roles = try await database.read { connection throws(StoreError) in
            try connection.rows(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'aura%' AND NOT rolbypassrls AND NOT rolcanlogin AND NOT rolsuper"
            ).count
        }
        #expect(roles == 3)
    }
}

/// Every key of a table of tenants begins with the tenant, so that rows can be spread over machines by it.
@Suite struct DistributionTests {
    @Test func `every primary, unique and foreign key of a tenant's table leads with the tenant`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let found = try await store.database.database.read { connection throws(StoreError) in
            try connection.storedTables()
        }
        // The list of tenants and the list of jobs are the operator's: small, and the same everywhere.
        for table in found where !["tenant", "job"].contains(table.name) {
            guard let owner = Schema.owners[table.name] else { continue }
            for key in table.indexes + table.foreignKeys { #expect(key.first == owner, "\(table.name) \(key)") }
        }
    }
}
