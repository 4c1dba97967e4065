import AuraCore

/// A transaction of one connection.
struct PostgresSession: Session {
    let connection: PostgresConnection

    func run(_ sql: String, _ arguments: [String: SQLValue]) throws(StoreError) -> Int {
        try connection.execute(sql, arguments) { (_) throws(StoreError) in true }
    }

    func define(_ statements: [String], owners: [String: String]) throws(StoreError) {
        for statement in statements {
            try connection.command(PostgresSchema.definition(statement))
            guard let table = PostgresSchema.table(of: statement) else { continue }
            for rule in PostgresSchema.protection(of: table, by: owners[table]) { try connection.command(rule) }
        }
    }

    func forEach(
        _ sql: String, _ arguments: [String: SQLValue], _ body: (Row) throws(StoreError) -> Bool
    ) throws(StoreError) {
        _ = try connection.execute(sql, arguments, body)
    }

    /// Takes on the role that the rest of the transaction runs under; row-level security then knows whose rows it may see.
    func enter(_ access: Access) throws(StoreError) {
        switch access {
        case .schema: try connection.command("SET LOCAL ROLE aura_owner")
        case .operator: try connection.command("SET LOCAL ROLE aura_operator")
        case .tenant(let id):
            try connection.command("SET LOCAL ROLE aura_tenant")
            _ = try run("SELECT set_config('aura.tenant', :tenantId, TRUE)", ["tenantId": SQLValue(id)])
        }
    }

    /// Waits until everybody else who holds this name has committed.
    func lock(_ name: String) throws(StoreError) {
        _ = try run("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))", ["name": .text(name)])
    }

    /// The transaction's number; nothing if it has changed nothing.
    func transactionID() throws(StoreError) -> String? {
        try first("SELECT CAST(pg_current_xact_id_if_assigned() AS TEXT) AS number", [:])
    }

    /// `committed`, `aborted` or `in progress`.
    func outcome(of transaction: String) throws(StoreError) -> String? {
        try first(
            "SELECT pg_xact_status(CAST(CAST(:number AS TEXT) AS xid8)) AS outcome", ["number": .text(transaction)])
    }

    private func first(_ sql: String, _ arguments: [String: SQLValue]) throws(StoreError) -> String? {
        var found: String?
        try forEach(sql, arguments) { row throws(StoreError) in
            if case .text(let text)? = row.values.first { found = text }
            return false
        }
        return found
    }
}
