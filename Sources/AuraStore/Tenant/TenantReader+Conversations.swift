package import AuraCore

/// A conversation as a list shows it.
package struct ConversationSummary: Hashable, Sendable {
    package let conversation: Conversation
    package let messages: Int
    /// When its last message was stored.
    package let lastAt: Timestamp
}

extension TenantReader {
    /// Conversations, the one that was continued last first.
    ///
    /// - Parameters:
    ///   - bot: One bot's alone.
    ///   - person: Those that hold a message of this person.
    ///   - since: Those that were continued at or after the moment.
    ///   - readableSince: Messages before it are due: they are not counted, nor is a conversation that has no others.
    package func conversations(
        of bot: Bot.ID? = nil, person: PersonID? = nil, since: Timestamp? = nil, readableSince: Timestamp? = nil,
        limit: Int
    ) throws(StoreError) -> [ConversationSummary] {
        let arguments = bound([
            "botId": SQLValue(bot), "personId": SQLValue(person),
            "since": SQLValue(since?.milliseconds ?? Int64.min),
            "readableSince": SQLValue(readableSince?.milliseconds ?? Int64.min), "limit": SQLValue(limit),
        ])
        let rows =
            try person == nil
            ? connection.rows(TenantReader.conversationsOfAll, arguments)
            : connection.rows(TenantReader.conversationsOfOne, arguments)
        return try rows.map { row throws(StoreError) in
            ConversationSummary(
                conversation: try Rows.conversation(row), messages: try row.int("messages"),
                lastAt: try row.time("lastAt"))
        }
    }

    private static let conversationsOfAll = """
        SELECT conversation.conversationId, conversation.botId, conversation.createdAt, conversation.lastAt,
            (SELECT COUNT(*) FROM message WHERE message.tenantId = conversation.tenantId
                AND message.conversationId = conversation.conversationId
                AND message.createdAt >= :readableSince) AS messages
        FROM conversation
        WHERE conversation.tenantId = :tenantId
            AND (CAST(:botId AS TEXT) IS NULL OR conversation.botId = :botId)
            AND conversation.lastAt >= :since AND conversation.lastAt >= :readableSince
            AND CAST(:personId AS TEXT) IS NULL
        ORDER BY conversation.lastAt DESC, conversation.conversationId DESC LIMIT :limit
        """

    /// Begins with the person's messages: those of everybody else are not looked at, however many there are. (A plus
    /// keeps the engine from going through all conversations by time.)
    private static let conversationsOfOne = """
        SELECT conversation.conversationId, conversation.botId, conversation.createdAt, conversation.lastAt,
            (SELECT COUNT(*) FROM message WHERE message.tenantId = conversation.tenantId
                AND message.conversationId = conversation.conversationId
                AND message.createdAt >= :readableSince) AS messages
        FROM conversation
        WHERE conversation.tenantId = :tenantId
            AND conversation.conversationId IN (SELECT message.conversationId FROM message
                WHERE message.tenantId = :tenantId AND message.personId = :personId
                    AND message.createdAt >= :readableSince)
            AND (CAST(:botId AS TEXT) IS NULL OR conversation.botId = :botId)
            AND +conversation.lastAt >= :since AND +conversation.lastAt >= :readableSince
        ORDER BY +conversation.lastAt DESC, conversation.conversationId DESC LIMIT :limit
        """

    /// The conversation of an id; nothing if the tenant has none.
    package func conversation(_ conversation: Conversation.ID) throws(StoreError) -> Conversation? {
        try connection.row(
            """
            SELECT conversationId, botId, createdAt FROM conversation
            WHERE tenantId = :tenantId AND conversationId = :conversationId
            """, bound(["conversationId": SQLValue(conversation)])
        ).map(Rows.conversation)
    }

    /// The conversation of a bot and a person that was continued last; none of which every message is due.
    package func newestConversation(
        of bot: Bot.ID, person: PersonID, readableSince: Timestamp? = nil
    ) throws(StoreError) -> Conversation? {
        try conversations(of: bot, person: person, readableSince: readableSince, limit: 1).first?.conversation
    }

    /// Whose turn the last one was.
    package func askerOfLastTurn(in conversation: Conversation.ID) throws(StoreError) -> PersonID? {
        try connection.row(
            """
            SELECT personId FROM message WHERE tenantId = :tenantId AND conversationId = :conversationId
            ORDER BY createdAt DESC, messageId DESC LIMIT 1
            """, bound(["conversationId": SQLValue(conversation)])
        ).map { row throws(StoreError) in try row.read("personId") }
    }

    /// A conversation's messages in the order in which they were stored.
    ///
    /// - Parameters:
    ///   - since: Those stored at or after the moment.
    ///   - newest: Whether `limit` takes the last ones rather than the first; the order is the same.
    package func messages(
        in conversation: Conversation.ID, since: Timestamp? = nil, newest: Bool = false, limit: Int
    ) throws(StoreError) -> [Message] {
        let arguments = bound([
            "conversationId": SQLValue(conversation), "since": SQLValue(since?.milliseconds ?? Int64.min),
            "limit": SQLValue(limit),
        ])
        if newest {
            return try connection.rows(
                """
                SELECT messageId, conversationId, personId, author, ownerKeyId, period, body, citations, createdAt
                FROM message
                WHERE tenantId = :tenantId AND conversationId = :conversationId AND createdAt >= :since
                ORDER BY createdAt DESC, messageId DESC LIMIT :limit
                """, arguments
            ).reversed().map(Rows.message)
        }
        return try connection.rows(
            """
            SELECT messageId, conversationId, personId, author, ownerKeyId, period, body, citations, createdAt
            FROM message
            WHERE tenantId = :tenantId AND conversationId = :conversationId AND createdAt >= :since
            ORDER BY createdAt, messageId LIMIT :limit
            """, arguments
        ).map(Rows.message)
    }
}
