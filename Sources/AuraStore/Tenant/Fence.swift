import AuraCore

/// Owner keys of people who are being erased: nothing more is sealed under them (FAULTS.md R2).
enum Fence {
    /// Refuses, inside the caller's transaction, a row that would be sealed under a fenced key.
    static func check(_ key: KeyID, of tenant: Tenant.ID, on connection: Connection) throws(StoreError) {
        let row = try connection.row(
            "SELECT since FROM fence WHERE tenantId = :tenantId AND ownerKeyId = :ownerKeyId",
            ["tenantId": SQLValue(tenant), "ownerKeyId": SQLValue(key)])
        if row != nil { throw .fenced(key) }
    }
}
