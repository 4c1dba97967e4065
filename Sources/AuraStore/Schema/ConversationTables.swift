/// Conversations, what was said in them, and what each call used and disclosed.
enum ConversationTables {
    static let statements = [
        """
        CREATE TABLE conversation (
            tenantId TEXT NOT NULL,
            conversationId TEXT NOT NULL,
            botId TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            lastAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, conversationId),
            FOREIGN KEY (tenantId, botId) REFERENCES bot (tenantId, botId)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX conversationByBot ON conversation (tenantId, botId)",
        "CREATE INDEX conversationByTime ON conversation (tenantId, lastAt, conversationId)",
        """
        CREATE TABLE message (
            tenantId TEXT NOT NULL,
            messageId TEXT NOT NULL,
            conversationId TEXT NOT NULL,
            personId TEXT NOT NULL,
            author TEXT NOT NULL,
            ownerKeyId TEXT NOT NULL,
            period INTEGER NOT NULL,
            body BLOB NOT NULL,
            citations BLOB,
            usageId TEXT,
            requestMark BLOB,
            requestDigest BLOB,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, messageId),
            FOREIGN KEY (tenantId, conversationId) REFERENCES conversation (tenantId, conversationId)
        ) STRICT
        """,
        "CREATE INDEX messageByTime ON message (tenantId, createdAt, messageId)",
        "CREATE INDEX messageByConversation ON message (tenantId, conversationId, createdAt, messageId)",
        "CREATE INDEX messageByPerson ON message (tenantId, personId, conversationId)",
        "CREATE INDEX messageByPeriod ON message (tenantId, period, createdAt)",
        "CREATE INDEX messageByRequest ON message (tenantId, requestMark, createdAt) WHERE requestMark IS NOT NULL",
        """
        CREATE TABLE usage (
            tenantId TEXT NOT NULL REFERENCES tenant (tenantId),
            usageId TEXT NOT NULL,
            botId TEXT,
            conversationId TEXT,
            personId TEXT,
            credentialId TEXT,
            vendor TEXT NOT NULL,
            model TEXT NOT NULL,
            inputTokens INTEGER NOT NULL,
            outputTokens INTEGER NOT NULL,
            cachedInputTokens INTEGER NOT NULL,
            reasoningTokens INTEGER NOT NULL,
            accuracy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, usageId)
        ) STRICT
        """,
        "CREATE INDEX usageByTime ON usage (tenantId, createdAt, usageId)",
        "CREATE INDEX usageByPerson ON usage (tenantId, personId, usageId)",
        """
        CREATE INDEX usageIdentified ON usage (tenantId, createdAt, usageId)
        WHERE personId IS NOT NULL OR conversationId IS NOT NULL
        """,
        """
        CREATE TABLE disclosure (
            tenantId TEXT NOT NULL,
            disclosureId TEXT NOT NULL,
            usageId TEXT NOT NULL,
            recipient TEXT NOT NULL,
            country TEXT NOT NULL,
            safeguard TEXT,
            categories TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, disclosureId),
            FOREIGN KEY (tenantId, usageId) REFERENCES usage (tenantId, usageId)
        ) STRICT
        """,
        "CREATE INDEX disclosureByUsage ON disclosure (tenantId, usageId)",
    ]
}
