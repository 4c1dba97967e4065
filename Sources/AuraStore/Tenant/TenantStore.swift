package import AuraCore

/// One tenant's handle: every statement behind it is bound to the tenant's id.
package struct TenantStore: Sendable {
    package let id: Tenant.ID
    let database: AuditedDatabase

    /// Reads in one snapshot.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (TenantReader) throws -> T
    ) async throws(StoreError) -> T {
        try await database.read { [id] connection throws(StoreError) in
            try StoreError.kept { try body(TenantReader(id: id, connection: connection)) }
        }
    }

    /// Writes in one transaction with the events that tell of it. If either fails, neither is there.
    ///
    /// - Parameters:
    ///   - event: What happened, in the tenant's chain or the operator's.
    ///   - more: Further events of the same change.
    package func write<T: Sendable>(
        _ event: AuditEvent, also more: [AuditEvent] = [],
        _ body: @escaping @Sendable (TenantWriter) throws -> T
    ) async throws(StoreError) -> T {
        let events = [event] + more
        for event in events where event.chain != .operator && event.chain != .tenant(id) {
            throw .foreignChain
        }
        return try await database.write(events) { [id] connection throws(StoreError) in
            try StoreError.kept { try body(TenantWriter(id: id, connection: connection)) }
        }
    }
}
