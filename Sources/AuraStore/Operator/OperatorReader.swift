package import AuraCore

/// What the operator may read across tenants, inside one snapshot: no content, no secret.
package class OperatorReader {
    let connection: Connection

    init(connection: Connection) {
        self.connection = connection
    }

    /// The one row that says whose database this is and how far it has come.
    package func installation() throws(StoreError) -> InstallationRow {
        guard let row = try InstallationRow.read(on: connection) else { throw .corrupt(file: connection.file) }
        return row
    }

    /// Tenants by id, which is the order in which they were created.
    ///
    /// - Parameters:
    ///   - state: Those in one state alone.
    ///   - last: The last tenant of the page before.
    package func tenants(
        state: Tenant.State? = nil, after last: Tenant.ID? = nil, limit: Int
    ) throws(StoreError) -> [Tenant] {
        try connection.rows(
            """
            SELECT tenantId, name, region, state, createdAt, closedAt, eraseAt, contentKeyId, indexKeyId,
                previousIndexKeyId
            FROM tenant
            WHERE (CAST(:state AS TEXT) IS NULL OR state = :state) AND tenantId > :last
            ORDER BY tenantId LIMIT :limit
            """,
            [
                "state": SQLValue(state?.rawValue), "last": SQLValue(last?.rawValue ?? ""), "limit": SQLValue(limit),
            ]
        ).map(Rows.tenant)
    }

    /// The tenant of a name; nothing if there is none.
    package func tenant(named name: ObjectName) throws(StoreError) -> Tenant? {
        try connection.row(
            """
            SELECT tenantId, name, region, state, createdAt, closedAt, eraseAt, contentKeyId, indexKeyId,
                previousIndexKeyId
            FROM tenant WHERE name = :name
            """, ["name": SQLValue(name)]
        ).map(Rows.tenant)
    }

    /// The tenant of an id; nothing if there is none.
    package func tenant(_ tenant: Tenant.ID) throws(StoreError) -> Tenant? {
        try TenantReader(id: tenant, connection: connection).tenant()
    }

    /// Jobs that a crash or a failure interrupted, oldest first.
    package func unfinishedJobs(limit: Int = Limits.listRows) throws(StoreError) -> [Job] {
        try connection.rows(
            """
            SELECT jobId, tenantId, kind, state, plan, cursor, startedAt, finishedAt FROM job
            WHERE state = 'running' ORDER BY jobId LIMIT :limit
            """, ["limit": SQLValue(limit)]
        ).map(Rows.job)
    }

    /// The job of an id; nothing if there is none.
    package func job(_ job: Job.ID) throws(StoreError) -> Job? {
        try connection.row(
            """
            SELECT jobId, tenantId, kind, state, plan, cursor, startedAt, finishedAt FROM job WHERE jobId = :jobId
            """, ["jobId": SQLValue(job)]
        ).map(Rows.job)
    }

    /// Receipts, newest first.
    package func receipts(limit: Int) throws(StoreError) -> [DeletionReceipt] {
        try connection.rows(
            "SELECT receiptId, action, body FROM receipt ORDER BY receiptId DESC LIMIT :limit",
            ["limit": SQLValue(limit)]
        ).map(Rows.receipt)
    }

    /// The receipt of an id; nothing if there is none.
    package func receipt(_ receipt: DeletionReceipt.ID) throws(StoreError) -> DeletionReceipt? {
        try connection.row(
            "SELECT receiptId, action, body FROM receipt WHERE receiptId = :receiptId",
            ["receiptId": SQLValue(receipt)]
        ).map(Rows.receipt)
    }

    /// The receipt that a job ended with.
    package func receipt(of job: Job.ID) throws(StoreError) -> DeletionReceipt? {
        try connection.row(
            "SELECT receiptId, action, body FROM receipt WHERE jobId = :jobId ORDER BY receiptId DESC LIMIT 1",
            ["jobId": SQLValue(job)]
        ).map(Rows.receipt)
    }

    /// How many rows the whole installation has.
    package func counts() throws(StoreError) -> InstallationCounts {
        guard
            let row = try connection.row(
                """
                SELECT
                    (SELECT COUNT(*) FROM tenant WHERE state = 'active') AS activeTenants,
                    (SELECT COUNT(*) FROM tenant WHERE state = 'closed') AS closedTenants,
                    (SELECT COUNT(*) FROM bot) AS bots,
                    (SELECT COUNT(*) FROM document) AS documents,
                    (SELECT COUNT(*) FROM conversation) AS conversations,
                    (SELECT COUNT(*) FROM message) AS messages,
                    (SELECT COUNT(*) FROM usage) AS calls
                """)
        else { throw .corrupt(file: connection.file) }
        return InstallationCounts(
            activeTenants: try row.int("activeTenants"), closedTenants: try row.int("closedTenants"),
            bots: try row.int("bots"), documents: try row.int("documents"),
            conversations: try row.int("conversations"), messages: try row.int("messages"),
            calls: try row.int("calls"))
    }
}

/// Row counts of the whole installation.
package struct InstallationCounts: Hashable, Sendable {
    package let activeTenants: Int
    package let closedTenants: Int
    package let bots: Int
    package let documents: Int
    package let conversations: Int
    package let messages: Int
    package let calls: Int
}
