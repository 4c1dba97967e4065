package import AuraCore

/// The receipt that a finished job leaves, or the ledger once it was applied again.
package struct Certificate: Sendable {
    package let receipt: DeletionReceipt
    package let job: Job.ID?
    package let at: Timestamp

    /// - Parameter job: The job that it ends.
    package init(_ receipt: DeletionReceipt, of job: Job.ID?, at moment: Timestamp) {
        self.receipt = receipt
        self.job = job
        at = moment
    }

    /// Stores it once its event stands in the log, with the proof of that.
    fileprivate func store(
        _ entries: [AuditEntry], _ audit: AuditLog, on connection: Connection
    ) throws(StoreError) -> DeletionReceipt {
        var proved = receipt
        if let entry = entries.last, let proof = try audit.proof(of: entry, on: connection) {
            proved = receipt.proved(by: proof)
        }
        try JobLog.insert(proved, of: job, at: at, on: connection)
        return proved
    }
}

extension TenantStore {
    /// Writes the last transaction of a job: the change, its event, and the receipt with the proof that the event
    /// stands in the tenant's chain.
    ///
    /// - Returns: The receipt as it is stored.
    package func certify(
        _ certificate: Certificate, _ event: AuditEvent, _ body: @escaping @Sendable (TenantWriter) throws -> Void
    ) async throws(StoreError) -> DeletionReceipt {
        guard event.chain == .tenant(id) else { throw .foreignChain }
        return try await database.write([event]) { [id] connection throws(StoreError) in
            try StoreError.kept { try body(TenantWriter(id: id, connection: connection)) }
        } then: { [audit = database.audit] _, entries, connection throws(StoreError) in
            try certificate.store(entries, audit, on: connection)
        }
    }
}

extension OperatorStore {
    /// The same for a job over the whole installation, in the operator's chain.
    package func certify(
        _ certificate: Certificate, _ event: AuditEvent, _ body: @escaping @Sendable (OperatorWriter) throws -> Void
    ) async throws(StoreError) -> DeletionReceipt {
        try await database.write([event]) { connection throws(StoreError) in
            try StoreError.kept { try body(OperatorWriter(connection: connection)) }
        } then: { [audit = database.audit] _, entries, connection throws(StoreError) in
            try certificate.store(entries, audit, on: connection)
        }
    }
}
