package import AuraCore

extension TenantWriter {
    /// Ends all processing; the workspace is erased from `eraseAt` on.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such tenant, or if it is closed already.
    package func closeTenant(at moment: Timestamp, eraseAt: Timestamp) throws(StoreError) {
        let changed = try connection.run(
            """
            UPDATE tenant SET state = 'closed', closedAt = :closedAt, eraseAt = :eraseAt
            WHERE tenantId = :tenantId AND state = 'active'
            """, bound(["closedAt": SQLValue(moment), "eraseAt": SQLValue(eraseAt)]))
        guard changed == 1 else { throw .absent }
    }

    /// Removes one batch of everything the tenant has, its own row last. The entries of its audit chain stay, their
    /// payloads go.
    ///
    /// - Returns: How many rows were removed, those derived from them not counted; 0 once nothing is left.
    package func eraseEverything(limit: Int = Limits.batchRows) throws(StoreError) -> Int {
        let bots = try connection.rows(
            "SELECT botId FROM bot WHERE tenantId = :tenantId ORDER BY botId LIMIT 1", bound())
        if let bot: Bot.ID = try bots.first?.read("botId") {
            let removed = try deleteContents(of: bot, limit: limit)
            if removed > 0 { return removed }
            try deleteBot(bot)
            return 1
        }
        for statement in TenantWriter.erasing {
            let removed = try connection.run(statement, bound(["limit": SQLValue(limit)]))
            if removed > 0 { return removed }
        }
        return 0
    }

    /// Children before parents.
    private static let erasing = [
        """
        DELETE FROM disclosure WHERE tenantId = :tenantId AND disclosureId IN (
            SELECT disclosureId FROM disclosure WHERE tenantId = :tenantId ORDER BY disclosureId LIMIT :limit)
        """,
        """
        DELETE FROM usage WHERE tenantId = :tenantId AND usageId IN (
            SELECT usageId FROM usage WHERE tenantId = :tenantId ORDER BY usageId LIMIT :limit)
        """,
        """
        DELETE FROM credential WHERE tenantId = :tenantId AND credentialId IN (
            SELECT credentialId FROM credential WHERE tenantId = :tenantId ORDER BY credentialId LIMIT :limit)
        """,
        """
        DELETE FROM visitor WHERE tenantId = :tenantId AND visitorId IN (
            SELECT visitorId FROM visitor WHERE tenantId = :tenantId ORDER BY visitorId LIMIT :limit)
        """,
        """
        DELETE FROM member WHERE tenantId = :tenantId AND memberId IN (
            SELECT memberId FROM member WHERE tenantId = :tenantId ORDER BY memberId LIMIT :limit)
        """,
        """
        DELETE FROM auditPayload WHERE chain = :tenantId AND commitment IN (
            SELECT commitment FROM auditPayload WHERE chain = :tenantId ORDER BY commitment LIMIT :limit)
        """,
        """
        DELETE FROM fence WHERE tenantId = :tenantId AND ownerKeyId IN (
            SELECT ownerKeyId FROM fence WHERE tenantId = :tenantId ORDER BY ownerKeyId LIMIT :limit)
        """,
        "DELETE FROM tenant WHERE tenantId = :tenantId AND :limit > 0",
    ]
}
