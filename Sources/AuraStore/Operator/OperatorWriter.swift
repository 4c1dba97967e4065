package import AuraCore

/// What the operator may change, inside one transaction.
package final class OperatorWriter: OperatorReader {
    /// Adds a tenant with its owner, in one transaction with the events of both chains.
    ///
    /// - Parameter emailIndex: The blind index of the owner's e-mail, 16 bytes.
    /// - Throws: ``StoreError/exists`` if there is a tenant of this name.
    package func insertTenant(
        _ tenant: Tenant, displayName: SealedValue?, owner: Member, emailIndex: [UInt8]
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO tenant (tenantId, name, displayName, region, state, createdAt, closedAt, eraseAt,
                contentKeyId, indexKeyId)
            VALUES (:tenantId, :name, :displayName, :region, :state, :createdAt, :closedAt, :eraseAt,
                :contentKeyId, :indexKeyId)
            """,
            [
                "tenantId": SQLValue(tenant.id), "name": SQLValue(tenant.name), "displayName": SQLValue(displayName),
                "region": SQLValue(tenant.region), "state": SQLValue(tenant.state),
                "createdAt": SQLValue(tenant.createdAt), "closedAt": SQLValue(tenant.closedAt),
                "eraseAt": SQLValue(tenant.eraseAt), "contentKeyId": SQLValue(tenant.contentKey),
                "indexKeyId": SQLValue(tenant.indexKey),
            ])
        try TenantWriter(id: tenant.id, connection: connection).insertMember(owner, emailIndex: emailIndex)
    }

    /// Adds a job of one tenant or of the whole installation.
    package func insertJob(_ job: Job) throws(StoreError) {
        try JobLog.insert(job, on: connection)
    }

    /// - Throws: ``StoreError/absent`` if there is no such running job.
    package func advanceJob(_ job: Job.ID, to cursor: String) throws(StoreError) {
        try JobLog.advance(job, to: cursor, of: nil, on: connection)
    }

    /// - Throws: ``StoreError/absent`` if there is no such running job.
    package func finishJob(_ job: Job.ID, leaving plan: JSONValue, at moment: Timestamp) throws(StoreError) {
        try JobLog.finish(job, leaving: plan, at: moment, of: nil, on: connection)
    }

    /// Notes that the database has applied the ledger up to `head`.
    package func setLedgerHead(_ head: LedgerHead) throws(StoreError) {
        try InstallationRow.setLedgerHead(head, on: connection)
    }

    /// Notes a completed purge, which also is a witness of the clock.
    package func recordPurgeRun(at moment: Timestamp) throws(StoreError) {
        try connection.run("UPDATE installation SET lastPurgeAt = :at", ["at": SQLValue(moment)])
        try InstallationRow.raiseWitness(to: moment, byAtLeast: 1, on: connection)
    }
}
