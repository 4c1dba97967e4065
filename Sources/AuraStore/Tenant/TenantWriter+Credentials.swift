package import AuraCore

extension TenantWriter {
    /// Adds an LLM key.
    ///
    /// - Parameter secret: The key itself, sealed for its vendor's origin.
    /// - Throws: ``StoreError/exists`` if the vendor has an active key of this label.
    package func insertCredential(_ credential: Credential, secret: SealedValue) throws(StoreError) {
        try admit(under: credential.ownerKey)
        try connection.run(
            """
            INSERT INTO credential (tenantId, credentialId, vendor, origin, label, fingerprint, lastFour, secret,
                ownerKeyId, state, createdAt, expiresAt, revokedAt)
            VALUES (:tenantId, :credentialId, :vendor, :origin, :label, :fingerprint, :lastFour, :secret,
                :ownerKeyId, :state, :createdAt, :expiresAt, :revokedAt)
            """,
            bound([
                "credentialId": SQLValue(credential.id), "vendor": SQLValue(credential.vendor),
                "origin": SQLValue(credential.origin), "label": SQLValue(credential.label),
                "fingerprint": SQLValue(credential.fingerprint), "lastFour": SQLValue(credential.lastFour),
                "secret": SQLValue(secret), "ownerKeyId": SQLValue(credential.ownerKey),
                "state": SQLValue(credential.state), "createdAt": SQLValue(credential.createdAt),
                "expiresAt": SQLValue(credential.expiresAt), "revokedAt": SQLValue(credential.revokedAt),
            ]))
    }

    /// Lets another LLM key take the place of this one, which stays until its grace is over.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such active key.
    package func retireCredential(_ credential: Credential.ID) throws(StoreError) {
        let changed = try connection.run(
            """
            UPDATE credential SET state = 'retiring'
            WHERE tenantId = :tenantId AND credentialId = :credentialId AND state = 'active'
            """, bound(["credentialId": SQLValue(credential)]))
        guard changed == 1 else { throw .absent }
    }

    /// Takes an LLM key out of use and removes what was sealed of it; the record stays.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such key, or it is revoked already.
    package func revokeCredential(_ credential: Credential.ID, at moment: Timestamp) throws(StoreError) {
        let changed = try connection.run(
            """
            UPDATE credential SET state = 'revoked', revokedAt = :revokedAt, secret = NULL, lastFour = NULL
            WHERE tenantId = :tenantId AND credentialId = :credentialId AND state <> 'revoked'
            """, bound(["credentialId": SQLValue(credential), "revokedAt": SQLValue(moment)]))
        guard changed == 1 else { throw .absent }
    }
}
