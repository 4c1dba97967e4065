package import AuraCore

/// The operator's handle: tenants, jobs, receipts, every audit chain, the installation itself.
package struct OperatorStore: Sendable {
    let database: AuditedDatabase
    let ledger: ErasureLedger

    /// Reads in one snapshot.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (OperatorReader) throws -> T
    ) async throws(StoreError) -> T {
        try await database.read { connection throws(StoreError) in
            try StoreError.kept { try body(OperatorReader(connection: connection)) }
        }
    }

    /// Writes in one transaction with the events that tell of it, in whichever chains. If either fails, neither is
    /// there.
    package func write<T: Sendable>(
        _ event: AuditEvent, also more: [AuditEvent] = [],
        _ body: @escaping @Sendable (OperatorWriter) throws -> T
    ) async throws(StoreError) -> T {
        try await database.write([event] + more) { connection throws(StoreError) in
            try StoreError.kept { try body(OperatorWriter(connection: connection)) }
        }
    }

    /// Recomputes one chain from its first entry.
    package func verify(_ chain: AuditChain) async throws(StoreError) -> AuditVerification {
        try await database.read { [audit = database.audit] connection throws(StoreError) in
            try audit.verify(chain, on: connection)
        }
    }

    /// The newest time the store knows of: of an audit entry (kept to the minute), the ledger, or the last purge.
    /// A clock that is an hour behind it is wrong (FAULTS.md R13).
    package func witness() async throws(StoreError) -> Timestamp {
        let row = try await read { reader in try reader.installation() }
        return [row.witness, row.lastPurgeAt, ledger.newest].compactMap { $0 }.max() ?? row.witness
    }
}
