package import AuraCore

extension TenantReader {
    /// The person whose own key this is; nothing if it is nobody's here.
    package func person(owning key: KeyID) throws(StoreError) -> PersonID? {
        let arguments = bound(["ownerKeyId": SQLValue(key)])
        let row = try connection.row(
            """
            SELECT visitorId AS id FROM visitor WHERE tenantId = :tenantId AND ownerKeyId = :ownerKeyId
            UNION ALL SELECT memberId AS id FROM member WHERE tenantId = :tenantId AND ownerKeyId = :ownerKeyId
            LIMIT 1
            """, arguments)
        return try row.map { row throws(StoreError) in try row.read("id") }
    }

    /// The LLM key that is sealed under this key; nothing if none is.
    package func credential(owning key: KeyID) throws(StoreError) -> Credential? {
        try connection.row(
            """
            SELECT credentialId, vendor, origin, label, fingerprint, lastFour, ownerKeyId, state, createdAt,
                expiresAt, revokedAt
            FROM credential WHERE tenantId = :tenantId AND ownerKeyId = :ownerKeyId LIMIT 1
            """, bound(["ownerKeyId": SQLValue(key)])
        ).map(Rows.credential)
    }
}
