package import AuraCore

/// The statements on jobs and receipts that the operator's and the tenants' writers share.
enum JobLog {
    static func insert(_ job: Job, on connection: Connection) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO job (jobId, tenantId, kind, state, plan, cursor, startedAt, finishedAt)
            VALUES (:jobId, :tenantId, :kind, :state, :plan, :cursor, :startedAt, :finishedAt)
            """,
            [
                "jobId": SQLValue(job.id), "tenantId": SQLValue(job.tenant), "kind": SQLValue(job.kind),
                "state": SQLValue(job.state), "plan": SQLValue(String(decoding: job.plan.canonical, as: UTF8.self)),
                "cursor": SQLValue(job.cursor), "startedAt": SQLValue(job.startedAt),
                "finishedAt": SQLValue(job.finishedAt),
            ])
    }

    /// - Parameter tenant: Whose jobs may be meant beside those of the installation; nothing means every tenant's.
    static func advance(
        _ job: Job.ID, to cursor: String, of tenant: Tenant.ID?, on connection: Connection
    ) throws(StoreError) {
        let changed = try connection.run(
            """
            UPDATE job SET cursor = :cursor WHERE jobId = :jobId AND state = 'running'
                AND (CAST(:tenantId AS TEXT) IS NULL OR tenantId IS NULL OR tenantId = :tenantId)
            """, ["jobId": SQLValue(job), "cursor": SQLValue(cursor), "tenantId": SQLValue(tenant)])
        guard changed == 1 else { throw .absent }
    }

    static func finish(
        _ job: Job.ID, leaving plan: JSONValue, at moment: Timestamp, of tenant: Tenant.ID?, on connection: Connection
    ) throws(StoreError) {
        let changed = try connection.run(
            """
            UPDATE job SET state = 'finished', finishedAt = :finishedAt, plan = :plan WHERE jobId = :jobId AND state = 'running'
                AND (CAST(:tenantId AS TEXT) IS NULL OR tenantId IS NULL OR tenantId = :tenantId)
            """,
            [
                "jobId": SQLValue(job), "finishedAt": SQLValue(moment), "tenantId": SQLValue(tenant),
                "plan": SQLValue(String(decoding: plan.canonical, as: UTF8.self)),
            ])
        guard changed == 1 else { throw .absent }
    }

    static func insert(
        _ receipt: DeletionReceipt, of job: Job.ID?, at moment: Timestamp, on connection: Connection
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO receipt (receiptId, jobId, action, body, createdAt)
            VALUES (:receiptId, :jobId, :action, :body, :createdAt)
            """,
            [
                "receiptId": SQLValue(receipt.id), "jobId": SQLValue(job), "action": SQLValue(receipt.action),
                "body": SQLValue(String(decoding: receipt.json.canonical, as: UTF8.self)),
                "createdAt": SQLValue(moment),
            ])
    }
}

extension TenantWriter {
    /// Adds a job of this tenant or of the whole installation.
    ///
    /// - Throws: ``StoreError/foreignChain`` if the job is another tenant's.
    package func insertJob(_ job: Job) throws(StoreError) {
        guard job.tenant == nil || job.tenant == id else { throw .foreignChain }
        try JobLog.insert(job, on: connection)
    }

    /// Notes how far a running job of this tenant or of the installation has come.
    package func advanceJob(_ job: Job.ID, to cursor: String) throws(StoreError) {
        try JobLog.advance(job, to: cursor, of: id, on: connection)
    }

    /// Ends a running job of this tenant or of the installation, and replaces its plan by what may stay of it.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such running job.
    package func finishJob(_ job: Job.ID, leaving plan: JSONValue, at moment: Timestamp) throws(StoreError) {
        try JobLog.finish(job, leaving: plan, at: moment, of: id, on: connection)
    }

    /// Removes the job of a call that has been counted, or was never sent. Nothing if there is no such job.
    package func removeCall(_ job: Job.ID) throws(StoreError) {
        try connection.run(
            "DELETE FROM job WHERE jobId = :jobId AND kind = 'call' AND tenantId = :tenantId",
            ["jobId": SQLValue(job), "tenantId": SQLValue(id)])
    }

    /// Notes that the database has applied the ledger up to `head`.
    package func setLedgerHead(_ head: LedgerHead) throws(StoreError) {
        try InstallationRow.setLedgerHead(head, on: connection)
    }
}
