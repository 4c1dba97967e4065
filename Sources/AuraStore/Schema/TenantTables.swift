/// Tenants, the people in them, their LLM keys and bots.
enum TenantTables {
    static let statements = [
        """
        CREATE TABLE tenant (
            tenantId TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            displayName BLOB,
            region TEXT NOT NULL,
            state TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            closedAt INTEGER,
            eraseAt INTEGER,
            contentKeyId TEXT NOT NULL,
            indexKeyId TEXT NOT NULL,
            previousIndexKeyId TEXT
        ) STRICT
        """,
        """
        CREATE TABLE fence (
            tenantId TEXT NOT NULL REFERENCES tenant (tenantId),
            ownerKeyId TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (tenantId, ownerKeyId)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE member (
            tenantId TEXT NOT NULL REFERENCES tenant (tenantId),
            memberId TEXT NOT NULL,
            role TEXT NOT NULL,
            ownerKeyId TEXT NOT NULL,
            email BLOB NOT NULL,
            emailIndex BLOB NOT NULL CHECK (LENGTH(emailIndex) = 16),
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, memberId),
            UNIQUE (tenantId, emailIndex)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE visitor (
            tenantId TEXT NOT NULL REFERENCES tenant (tenantId),
            visitorId TEXT NOT NULL,
            ownerKeyId TEXT NOT NULL,
            reference BLOB,
            referenceIndex BLOB CHECK (LENGTH(referenceIndex) = 16),
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, visitorId),
            UNIQUE (tenantId, referenceIndex)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX memberByOwnerKey ON member (tenantId, ownerKeyId)",
        "CREATE INDEX visitorByOwnerKey ON visitor (tenantId, ownerKeyId)",
        """
        CREATE TABLE credential (
            tenantId TEXT NOT NULL REFERENCES tenant (tenantId),
            credentialId TEXT NOT NULL,
            vendor TEXT NOT NULL,
            origin TEXT NOT NULL,
            label TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            lastFour BLOB,
            secret BLOB,
            ownerKeyId TEXT NOT NULL,
            state TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            expiresAt INTEGER,
            revokedAt INTEGER,
            PRIMARY KEY (tenantId, credentialId)
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX credentialActive ON credential (tenantId, vendor, label) WHERE state = 'active'
        """,
        "CREATE INDEX credentialByOwnerKey ON credential (tenantId, ownerKeyId)",
        """
        CREATE TABLE bot (
            tenantId TEXT NOT NULL REFERENCES tenant (tenantId),
            botId TEXT NOT NULL,
            name TEXT NOT NULL,
            vendor TEXT NOT NULL,
            model TEXT NOT NULL,
            prompt BLOB,
            fallback BLOB,
            temperatureMilli INTEGER,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (tenantId, botId),
            UNIQUE (tenantId, name)
        ) STRICT
        """,
    ]
}
