/// The keyring: wrapped keys, their states, and the epoch that every change raises.
enum KeyringTables {
    static let statements = [
        """
        CREATE TABLE keyring (
            installationId TEXT NOT NULL PRIMARY KEY,
            schemaVersion INTEGER NOT NULL,
            schemaHash TEXT NOT NULL,
            rootKeyId TEXT NOT NULL,
            nextRootKeyId TEXT,
            epoch INTEGER NOT NULL,
            ledgerSequence INTEGER NOT NULL,
            ledgerHead TEXT NOT NULL,
            fencing INTEGER NOT NULL,
            collectedThrough INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE rootKey (
            rootKeyId TEXT NOT NULL PRIMARY KEY,
            createdAt INTEGER NOT NULL,
            retiredAt INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE wrappedKey (
            tenantId TEXT NOT NULL,
            keyId TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            version INTEGER NOT NULL,
            dataClass TEXT,
            period INTEGER NOT NULL,
            state TEXT NOT NULL,
            wrapped BLOB NOT NULL,
            nextWrapped BLOB,
            successorId TEXT,
            disabledAt INTEGER,
            createdAt INTEGER NOT NULL,
            destroyedAt INTEGER,
            reason TEXT,
            epoch INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX wrappedKeyPeriod ON wrappedKey (tenantId, dataClass, period)
        WHERE kind = 'period' AND state = 'enabled'
        """,
        "CREATE INDEX wrappedKeyByKind ON wrappedKey (tenantId, kind, version)",
        "CREATE INDEX wrappedKeyByAge ON wrappedKey (createdAt, keyId) WHERE state = 'enabled'",
        "CREATE INDEX wrappedKeyByEpoch ON wrappedKey (epoch, state)",
        """
        CREATE INDEX wrappedKeyReplaced ON wrappedKey (tenantId, successorId)
        WHERE successorId IS NOT NULL AND state <> 'destroyed'
        """,
        "CREATE INDEX wrappedKeyDisabled ON wrappedKey (disabledAt, tenantId) WHERE state = 'disabled'",
    ]
}
