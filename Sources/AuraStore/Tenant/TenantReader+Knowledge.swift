package import AuraCore

/// How much a bot's index holds.
package struct CorpusSize: Hashable, Sendable {
    package let passages: Int
    /// The sum of all term frequencies.
    package let length: Int
}

extension TenantReader {
    /// The bots by name.
    package func bots(limit: Int) throws(StoreError) -> [Bot] {
        try connection.rows(
            """
            SELECT botId, name, vendor, model, prompt, fallback, temperatureMilli, createdAt
            FROM bot WHERE tenantId = :tenantId ORDER BY name LIMIT :limit
            """, bound(["limit": SQLValue(limit)])
        ).map(Rows.bot)
    }

    /// The bot of a name; nothing if the tenant has none.
    package func bot(named name: ObjectName) throws(StoreError) -> Bot? {
        try connection.row(
            """
            SELECT botId, name, vendor, model, prompt, fallback, temperatureMilli, createdAt
            FROM bot WHERE tenantId = :tenantId AND name = :name
            """, bound(["name": SQLValue(name)])
        ).map(Rows.bot)
    }

    /// The bot of an id; nothing if the tenant has none.
    package func bot(_ bot: Bot.ID) throws(StoreError) -> Bot? {
        try connection.row(
            """
            SELECT botId, name, vendor, model, prompt, fallback, temperatureMilli, createdAt
            FROM bot WHERE tenantId = :tenantId AND botId = :botId
            """, bound(["botId": SQLValue(bot)])
        ).map(Rows.bot)
    }

    /// A bot's documents, oldest first.
    ///
    /// - Parameter last: The last document of the page before.
    package func documents(
        of bot: Bot.ID, after last: Document.ID? = nil, limit: Int
    ) throws(StoreError) -> [Document] {
        try connection.rows(
            """
            SELECT documentId, botId, title, version, mediaType, language, byteCount, passageCount, fingerprint,
                createdAt
            FROM document WHERE tenantId = :tenantId AND botId = :botId AND documentId > :last
            ORDER BY documentId LIMIT :limit
            """, bound(["botId": SQLValue(bot), "last": SQLValue(last?.rawValue ?? ""), "limit": SQLValue(limit)])
        ).map(Rows.document)
    }

    /// The document of an id, without its text; nothing if the tenant has none.
    package func document(_ document: Document.ID) throws(StoreError) -> Document? {
        try connection.row(
            """
            SELECT documentId, botId, title, version, mediaType, language, byteCount, passageCount, fingerprint,
                createdAt
            FROM document WHERE tenantId = :tenantId AND documentId = :documentId
            """, bound(["documentId": SQLValue(document)])
        ).map(Rows.document)
    }

    /// The bot's document of this title, by its blind index.
    package func document(titleIndex: [UInt8], of bot: Bot.ID) throws(StoreError) -> Document? {
        try connection.row(
            """
            SELECT documentId, botId, title, version, mediaType, language, byteCount, passageCount, fingerprint,
                createdAt
            FROM document WHERE tenantId = :tenantId AND botId = :botId AND titleIndex = :titleIndex
            ORDER BY documentId LIMIT 1
            """, bound(["botId": SQLValue(bot), "titleIndex": .blob(titleIndex)])
        ).map(Rows.document)
    }

    /// A document's extracted text, sealed.
    package func body(of document: Document.ID) throws(StoreError) -> SealedValue? {
        try connection.row(
            "SELECT body FROM document WHERE tenantId = :tenantId AND documentId = :documentId",
            bound(["documentId": SQLValue(document)]))?.sealed("body")
    }

    /// A document's passages in the order of the text.
    package func passages(of document: Document.ID, limit: Int) throws(StoreError) -> [Passage] {
        try connection.rows(
            """
            SELECT passageId, documentId, version, ordinal, rangeStart, rangeEnd, body, terms
            FROM passage WHERE tenantId = :tenantId AND documentId = :documentId ORDER BY ordinal LIMIT :limit
            """, bound(["documentId": SQLValue(document), "limit": SQLValue(limit)])
        ).map(Rows.passage)
    }

    /// The languages a bot's documents are in, by code.
    package func languages(of bot: Bot.ID) throws(StoreError) -> [String] {
        try connection.rows(
            """
            SELECT DISTINCT language FROM document
            WHERE tenantId = :tenantId AND botId = :botId ORDER BY language LIMIT 200
            """, bound(["botId": SQLValue(bot)])
        ).map { row throws(StoreError) in try row.text("language") }
    }

    /// How much a bot's index holds.
    package func corpus(of bot: Bot.ID) throws(StoreError) -> CorpusSize {
        let row = try connection.row(
            "SELECT passages, length FROM corpus WHERE tenantId = :tenantId AND botId = :botId",
            bound(["botId": SQLValue(bot)]))
        guard let row else { return CorpusSize(passages: 0, length: 0) }
        return CorpusSize(passages: try row.int("passages"), length: try row.int("length"))
    }
}
