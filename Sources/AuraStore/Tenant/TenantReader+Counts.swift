package import AuraCore

extension TenantReader {
    /// How many documents a bot has.
    package func documentCount(of bot: Bot.ID) throws(StoreError) -> Int {
        try connection.count(
            "SELECT COUNT(*) AS rows FROM document WHERE tenantId = :tenantId AND botId = :botId",
            bound(["botId": SQLValue(bot)]))
    }
}
