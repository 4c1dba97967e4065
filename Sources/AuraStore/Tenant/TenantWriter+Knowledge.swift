package import AuraCore

extension TenantWriter {
    /// Adds a bot, still without documents.
    ///
    /// - Throws: ``StoreError/exists`` if the tenant has a bot of this name.
    package func insertBot(_ bot: Bot) throws(StoreError) {
        try admit()
        try connection.run(
            """
            INSERT INTO bot (tenantId, botId, name, vendor, model, prompt, fallback, temperatureMilli, createdAt)
            VALUES (:tenantId, :botId, :name, :vendor, :model, :prompt, :fallback, :temperatureMilli, :createdAt)
            """,
            bound([
                "botId": SQLValue(bot.id), "name": SQLValue(bot.name), "vendor": SQLValue(bot.model.vendor),
                "model": SQLValue(bot.model.model), "prompt": SQLValue(bot.prompt),
                "fallback": SQLValue(bot.fallback), "temperatureMilli": SQLValue(bot.temperatureMilli),
                "createdAt": SQLValue(bot.createdAt),
            ]))
        try connection.run(
            """
            INSERT INTO corpus (tenantId, botId, passages, length, nextNumber) VALUES (:tenantId, :botId, 0, 0, 1)
            """, bound(["botId": SQLValue(bot.id)]))
    }

    /// Removes a bot that has neither documents nor conversations left; ``deleteContents(of:limit:)`` empties it.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such bot, or if it is not empty.
    package func deleteBot(_ bot: Bot.ID) throws(StoreError) {
        let arguments = bound(["botId": SQLValue(bot)])
        try connection.run("DELETE FROM corpus WHERE tenantId = :tenantId AND botId = :botId", arguments)
        let removed = try connection.run("DELETE FROM bot WHERE tenantId = :tenantId AND botId = :botId", arguments)
        guard removed == 1 else { throw .absent }
    }

    /// Removes a batch of a bot's documents and then its messages, with everything derived from them. A document goes
    /// whole, so the last of a batch may exceed it.
    ///
    /// - Parameter limit: Documents, passages and messages of a batch.
    /// - Returns: How many were removed; 0 once the bot is empty.
    package func deleteContents(of bot: Bot.ID, limit: Int = Limits.batchRows) throws(StoreError) -> Int {
        let arguments = bound(["botId": SQLValue(bot), "limit": SQLValue(limit)])
        let documents = try connection.rows(
            """
            SELECT documentId, passageCount FROM document WHERE tenantId = :tenantId AND botId = :botId
            ORDER BY documentId LIMIT :limit
            """, arguments)
        var removed = 0
        for row in documents where removed < limit {
            try deleteDocument(try row.read("documentId"))
            removed += 1 + min(max(try row.int("passageCount"), 0), Limits.passagesPerDocument)
        }
        if removed > 0 { return removed }
        let conversations = try connection.rows(
            """
            SELECT conversationId FROM conversation WHERE tenantId = :tenantId AND botId = :botId
            ORDER BY conversationId LIMIT :limit
            """, arguments)
        for row in conversations where removed < limit {
            removed += try deleteMessages(in: try row.read("conversationId"), limit: limit - removed)
        }
        return removed
    }

    /// Adds a document with its passages and their postings.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such bot, ``StoreError/exists`` if it has this title already.
    package func insertDocument(
        _ document: Document, titleIndex: [UInt8], body: SealedValue, passages: [Passage]
    ) throws(StoreError) {
        try admit()
        try connection.run(
            """
            INSERT INTO document (tenantId, documentId, botId, title, titleIndex, version, mediaType, language,
                byteCount, passageCount, fingerprint, body, createdAt)
            VALUES (:tenantId, :documentId, :botId, :title, :titleIndex, :version, :mediaType, :language,
                :byteCount, :passageCount, :fingerprint, :body, :createdAt)
            """,
            bound([
                "documentId": SQLValue(document.id), "botId": SQLValue(document.bot),
                "title": SQLValue(document.title), "titleIndex": .blob(titleIndex),
                "version": SQLValue(document.version),
                "mediaType": SQLValue(document.mediaType), "language": SQLValue(document.language),
                "byteCount": SQLValue(document.byteCount), "passageCount": SQLValue(document.passageCount),
                "fingerprint": SQLValue(document.fingerprint), "body": SQLValue(body),
                "createdAt": SQLValue(document.createdAt),
            ]))
        try index(passages, of: document.bot)
    }

    /// Removes a document with its passages and their postings.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such document.
    package func deleteDocument(_ document: Document.ID) throws(StoreError) {
        let arguments = bound(["documentId": SQLValue(document)])
        try unindex(document)
        let removed = try connection.run(
            "DELETE FROM document WHERE tenantId = :tenantId AND documentId = :documentId", arguments)
        guard removed == 1 else { throw .absent }
    }
}
