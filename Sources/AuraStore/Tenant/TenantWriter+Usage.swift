package import AuraCore

extension TenantWriter {
    /// Records one call that was sent.
    package func insertUsage(_ usage: UsageRecord) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO usage (tenantId, usageId, botId, conversationId, personId, credentialId, vendor, model,
                inputTokens, outputTokens, cachedInputTokens, reasoningTokens, accuracy, createdAt)
            VALUES (:tenantId, :usageId, :botId, :conversationId, :personId, :credentialId, :vendor, :model,
                :inputTokens, :outputTokens, :cachedInputTokens, :reasoningTokens, :accuracy, :createdAt)
            """,
            bound([
                "usageId": SQLValue(usage.id), "botId": SQLValue(usage.bot),
                "conversationId": SQLValue(usage.conversation), "personId": SQLValue(usage.person),
                "credentialId": SQLValue(usage.credential), "vendor": SQLValue(usage.model.vendor),
                "model": SQLValue(usage.model.model), "inputTokens": SQLValue(usage.tokens.input),
                "outputTokens": SQLValue(usage.tokens.output),
                "cachedInputTokens": SQLValue(usage.tokens.cachedInput),
                "reasoningTokens": SQLValue(usage.tokens.reasoning), "accuracy": SQLValue(usage.accuracy),
                "createdAt": SQLValue(usage.createdAt),
            ]))
    }

    /// - Throws: ``StoreError/absent`` if the call it belongs to is not there.
    package func insertDisclosure(_ disclosure: Disclosure) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO disclosure (tenantId, disclosureId, usageId, recipient, country, safeguard, categories,
                createdAt)
            VALUES (:tenantId, :disclosureId, :usageId, :recipient, :country, :safeguard, :categories, :createdAt)
            """,
            bound([
                "disclosureId": SQLValue(disclosure.id), "usageId": SQLValue(disclosure.usage),
                "recipient": SQLValue(disclosure.recipient), "country": SQLValue(disclosure.country),
                "safeguard": SQLValue(disclosure.safeguard),
                "categories": SQLValue(disclosure.categories.map(\.rawValue).joined(separator: " ")),
                "createdAt": SQLValue(disclosure.createdAt),
            ]))
    }

    /// Removes who and in which conversation from calls that are older than those identifiers may stay.
    ///
    /// - Returns: How many calls lost them.
    package func stripUsageIdentifiers(
        _ calls: [UsageRecord.ID], createdBefore cutoff: Timestamp
    ) throws(StoreError) -> Int {
        var changed = 0
        for call in calls {
            changed += try connection.run(
                """
                UPDATE usage SET personId = NULL, conversationId = NULL
                WHERE tenantId = :tenantId AND usageId = :usageId AND createdAt < :cutoff
                    AND (personId IS NOT NULL OR conversationId IS NOT NULL)
                """, bound(["usageId": SQLValue(call), "cutoff": SQLValue(cutoff)]))
        }
        return changed
    }
}
