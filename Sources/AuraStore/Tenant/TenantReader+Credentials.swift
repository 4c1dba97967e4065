package import AuraCore

extension TenantReader {
    /// The LLM keys as everybody may know them, newest first, revoked ones included.
    package func credentials(limit: Int) throws(StoreError) -> [Credential] {
        try connection.rows(
            """
            SELECT credentialId, vendor, origin, label, fingerprint, lastFour, ownerKeyId, state, createdAt,
                expiresAt, revokedAt
            FROM credential WHERE tenantId = :tenantId ORDER BY credentialId DESC LIMIT :limit
            """, bound(["limit": SQLValue(limit)])
        ).map(Rows.credential)
    }

    /// The LLM key of an id, without the key; nothing if the tenant has none.
    package func credential(_ credential: Credential.ID) throws(StoreError) -> Credential? {
        try connection.row(
            """
            SELECT credentialId, vendor, origin, label, fingerprint, lastFour, ownerKeyId, state, createdAt,
                expiresAt, revokedAt
            FROM credential WHERE tenantId = :tenantId AND credentialId = :credentialId
            """, bound(["credentialId": SQLValue(credential)])
        ).map(Rows.credential)
    }

    /// The one key in use for a vendor and label.
    ///
    /// - Parameter label: Nothing takes the newest key of the vendor, whatever its label.
    package func activeCredential(vendor: Vendor, label: String? = nil) throws(StoreError) -> Credential? {
        try connection.row(
            """
            SELECT credentialId, vendor, origin, label, fingerprint, lastFour, ownerKeyId, state, createdAt,
                expiresAt, revokedAt
            FROM credential
            WHERE tenantId = :tenantId AND vendor = :vendor AND state = 'active'
                AND (CAST(:label AS TEXT) IS NULL OR label = :label)
            ORDER BY credentialId DESC LIMIT 1
            """, bound(["vendor": SQLValue(vendor), "label": SQLValue(label)])
        ).map(Rows.credential)
    }

    /// The sealed LLM key; nothing once it is revoked.
    package func secret(of credential: Credential.ID) throws(StoreError) -> SealedValue? {
        try connection.row(
            "SELECT secret FROM credential WHERE tenantId = :tenantId AND credentialId = :credentialId",
            bound(["credentialId": SQLValue(credential)]))?.optionalSealed("secret")
    }
}
