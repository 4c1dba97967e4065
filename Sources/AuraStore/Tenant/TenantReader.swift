package import AuraCore

/// What may be read of one tenant, inside one snapshot. It cannot leave the call that lends it.
package class TenantReader {
    package let id: Tenant.ID
    let connection: Connection

    init(id: Tenant.ID, connection: Connection) {
        self.id = id
        self.connection = connection
    }

    /// The arguments of a statement, with the tenant that every statement is bound to.
    func bound(_ arguments: [String: SQLValue] = [:]) -> [String: SQLValue] {
        var arguments = arguments
        arguments["tenantId"] = SQLValue(id)
        return arguments
    }

    /// The tenant itself; nothing if there is none of this id.
    package func tenant() throws(StoreError) -> Tenant? {
        try connection.row(
            """
            SELECT tenantId, name, region, state, createdAt, closedAt, eraseAt, contentKeyId, indexKeyId,
                previousIndexKeyId
            FROM tenant WHERE tenantId = :tenantId
            """, bound()
        ).map(Rows.tenant)
    }

    /// The tenant's display name, if it has one.
    package func displayName() throws(StoreError) -> SealedValue? {
        try connection.row("SELECT displayName FROM tenant WHERE tenantId = :tenantId", bound())?
            .optionalSealed("displayName")
    }
}

/// What may be read and changed of one tenant, inside one transaction.
package final class TenantWriter: TenantReader {}
