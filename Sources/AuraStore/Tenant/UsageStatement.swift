/// The four sums over the usage table.
enum UsageStatement {
    static let byDay = """
        SELECT createdAt / 86400000 AS grouping, COUNT(*) AS calls,
            SUM(inputTokens) AS inputTokens, SUM(outputTokens) AS outputTokens,
            SUM(cachedInputTokens) AS cachedInputTokens, SUM(reasoningTokens) AS reasoningTokens
        FROM usage WHERE tenantId = :tenantId AND createdAt >= :start AND createdAt < :end
        GROUP BY createdAt / 86400000 ORDER BY 1 LIMIT :limit
        """

    static let byBot = """
        SELECT botId AS grouping, COUNT(*) AS calls,
            SUM(inputTokens) AS inputTokens, SUM(outputTokens) AS outputTokens,
            SUM(cachedInputTokens) AS cachedInputTokens, SUM(reasoningTokens) AS reasoningTokens
        FROM usage WHERE tenantId = :tenantId AND createdAt >= :start AND createdAt < :end
        GROUP BY botId ORDER BY 1 LIMIT :limit
        """

    static let byModel = """
        SELECT vendor || '/' || model AS grouping, COUNT(*) AS calls,
            SUM(inputTokens) AS inputTokens, SUM(outputTokens) AS outputTokens,
            SUM(cachedInputTokens) AS cachedInputTokens, SUM(reasoningTokens) AS reasoningTokens
        FROM usage WHERE tenantId = :tenantId AND createdAt >= :start AND createdAt < :end
        GROUP BY vendor, model ORDER BY 1 LIMIT :limit
        """

    static let byKey = """
        SELECT credentialId AS grouping, COUNT(*) AS calls,
            SUM(inputTokens) AS inputTokens, SUM(outputTokens) AS outputTokens,
            SUM(cachedInputTokens) AS cachedInputTokens, SUM(reasoningTokens) AS reasoningTokens
        FROM usage WHERE tenantId = :tenantId AND createdAt >= :start AND createdAt < :end
        GROUP BY credentialId ORDER BY 1 LIMIT :limit
        """
}
