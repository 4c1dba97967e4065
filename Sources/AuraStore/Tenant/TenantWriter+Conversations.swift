package import AuraCore

extension TenantWriter {
    /// Adds a conversation, still without messages.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such bot.
    package func insertConversation(_ conversation: Conversation) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO conversation (tenantId, conversationId, botId, createdAt, lastAt)
            VALUES (:tenantId, :conversationId, :botId, :createdAt, :createdAt)
            """,
            bound([
                "conversationId": SQLValue(conversation.id), "botId": SQLValue(conversation.bot),
                "createdAt": SQLValue(conversation.createdAt),
            ]))
    }

    /// Adds messages to conversations that exist, and notes when each was continued.
    ///
    /// - Throws: ``StoreError/fenced(_:)`` if the owner of a message's key is being erased, ``StoreError/absent`` if
    ///   there is no such conversation or the workspace is closed.
    package func insertMessages(_ messages: [Message]) throws(StoreError) {
        for message in messages {
            try admit(under: message.ownerKey)
            try connection.run(
                """
                INSERT INTO message (tenantId, messageId, conversationId, personId, author, ownerKeyId, period,
                    body, citations, createdAt)
                VALUES (:tenantId, :messageId, :conversationId, :personId, :author, :ownerKeyId, :period,
                    :body, :citations, :createdAt)
                """,
                bound([
                    "messageId": SQLValue(message.id), "conversationId": SQLValue(message.conversation),
                    "personId": SQLValue(message.person), "author": SQLValue(message.author),
                    "ownerKeyId": SQLValue(message.ownerKey), "period": SQLValue(message.period),
                    "body": SQLValue(message.body), "citations": SQLValue(message.citations),
                    "createdAt": SQLValue(message.createdAt),
                ]))
            try connection.run(
                """
                UPDATE conversation SET lastAt = :lastAt
                WHERE tenantId = :tenantId AND conversationId = :conversationId AND lastAt < :lastAt
                """,
                bound(["conversationId": SQLValue(message.conversation), "lastAt": SQLValue(message.createdAt)]))
        }
    }

    /// Removes a conversation with all its messages.
    ///
    /// - Returns: How many messages it had.
    /// - Throws: ``StoreError/absent`` if there is no such conversation.
    package func deleteConversation(_ conversation: Conversation.ID) throws(StoreError) -> Int {
        let arguments = bound(["conversationId": SQLValue(conversation)])
        let messages = try connection.run(
            "DELETE FROM message WHERE tenantId = :tenantId AND conversationId = :conversationId", arguments)
        let removed = try connection.run(
            "DELETE FROM conversation WHERE tenantId = :tenantId AND conversationId = :conversationId", arguments)
        guard removed == 1 else { throw .absent }
        return messages
    }

    /// Removes up to `limit` messages of a conversation, and the conversation once it is empty, which counts as one.
    func deleteMessages(in conversation: Conversation.ID, limit: Int) throws(StoreError) -> Int {
        let arguments = bound(["conversationId": SQLValue(conversation), "limit": SQLValue(limit)])
        let messages = try connection.run(
            """
            DELETE FROM message WHERE tenantId = :tenantId AND messageId IN (
                SELECT messageId FROM message WHERE tenantId = :tenantId AND conversationId = :conversationId
                ORDER BY messageId LIMIT :limit)
            """, arguments)
        return messages + (messages < limit ? try deleteIfEmpty(conversation) : 0)
    }

    /// Removes a conversation that has no message left.
    func deleteIfEmpty(_ conversation: Conversation.ID) throws(StoreError) -> Int {
        try connection.run(
            """
            DELETE FROM conversation
            WHERE tenantId = :tenantId AND conversationId = :conversationId AND NOT EXISTS (
                SELECT 1 FROM message WHERE message.tenantId = conversation.tenantId
                    AND message.conversationId = conversation.conversationId)
            """, bound(["conversationId": SQLValue(conversation)]))
    }
}
