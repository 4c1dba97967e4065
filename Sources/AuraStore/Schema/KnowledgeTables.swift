/// Documents, their passages, and the keyed index over them.
///
/// A posting carries its passage's length and a number that is unique within the bot, not the passage's id: ranking
/// then reads nothing but the postings of the question's words.
enum KnowledgeTables {
    static let statements = [
        """
        CREATE TABLE document (
            tenantId TEXT NOT NULL,
            documentId TEXT NOT NULL,
            botId TEXT NOT NULL,
            title BLOB NOT NULL,
            titleIndex BLOB NOT NULL CHECK (LENGTH(titleIndex) = 16),
            version INTEGER NOT NULL,
            mediaType TEXT NOT NULL,
            language TEXT NOT NULL,
            byteCount INTEGER NOT NULL,
            passageCount INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            body BLOB NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, documentId),
            UNIQUE (tenantId, botId, titleIndex),
            FOREIGN KEY (tenantId, botId) REFERENCES bot (tenantId, botId)
        ) STRICT
        """,
        "CREATE INDEX documentByBot ON document (tenantId, botId, documentId, language)",
        """
        CREATE TABLE passage (
            tenantId TEXT NOT NULL,
            botId TEXT NOT NULL,
            number INTEGER NOT NULL,
            passageId TEXT NOT NULL,
            documentId TEXT NOT NULL,
            version INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            rangeStart INTEGER NOT NULL,
            rangeEnd INTEGER NOT NULL,
            length INTEGER NOT NULL,
            body BLOB NOT NULL,
            terms BLOB NOT NULL,
            PRIMARY KEY (tenantId, botId, number),
            UNIQUE (tenantId, passageId),
            UNIQUE (tenantId, documentId, ordinal),
            FOREIGN KEY (tenantId, documentId) REFERENCES document (tenantId, documentId)
        ) STRICT
        """,
        """
        CREATE TABLE posting (
            tenantId TEXT NOT NULL,
            botId TEXT NOT NULL,
            term INTEGER NOT NULL,
            passage INTEGER NOT NULL,
            frequency INTEGER NOT NULL,
            length INTEGER NOT NULL,
            PRIMARY KEY (tenantId, botId, term, passage)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE corpus (
            tenantId TEXT NOT NULL,
            botId TEXT NOT NULL,
            passages INTEGER NOT NULL,
            length INTEGER NOT NULL,
            nextNumber INTEGER NOT NULL,
            PRIMARY KEY (tenantId, botId),
            FOREIGN KEY (tenantId, botId) REFERENCES bot (tenantId, botId)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
