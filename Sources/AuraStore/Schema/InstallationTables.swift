/// The installation, its jobs, receipts and audit chains.
enum InstallationTables {
    static let statements = [
        """
        CREATE TABLE installation (
            installationId TEXT NOT NULL PRIMARY KEY,
            schemaVersion INTEGER NOT NULL,
            schemaHash TEXT NOT NULL,
            mapHash TEXT NOT NULL,
            policyVersion TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            keyringEpoch INTEGER NOT NULL,
            ledgerSequence INTEGER NOT NULL,
            ledgerHead TEXT NOT NULL,
            witness INTEGER NOT NULL,
            lastPurgeAt INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE auditEntry (
            chain TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            at INTEGER NOT NULL,
            entry TEXT NOT NULL,
            leafHash BLOB NOT NULL,
            chainHash BLOB NOT NULL,
            PRIMARY KEY (chain, sequence)
        ) STRICT
        """,
        """
        CREATE TABLE auditPayload (
            chain TEXT NOT NULL,
            commitment TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            ownerKeyId TEXT NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (chain, commitment),
            FOREIGN KEY (chain, sequence) REFERENCES auditEntry (chain, sequence)
        ) STRICT
        """,
        """
        CREATE TABLE auditCheckpoint (
            chain TEXT NOT NULL,
            size INTEGER NOT NULL,
            createdAt INTEGER NOT NULL,
            root BLOB NOT NULL,
            edge BLOB NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (chain, size)
        ) STRICT
        """,
        "CREATE INDEX auditPayloadByEntry ON auditPayload (chain, sequence)",
        "CREATE INDEX auditPayloadByOwnerKey ON auditPayload (chain, ownerKeyId)",
        """
        CREATE TABLE job (
            jobId TEXT NOT NULL PRIMARY KEY,
            tenantId TEXT,
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            plan TEXT NOT NULL,
            cursor TEXT,
            startedAt INTEGER NOT NULL,
            finishedAt INTEGER
        ) STRICT
        """,
        "CREATE INDEX jobByState ON job (state, jobId)",
        """
        CREATE TABLE lease (
            leaseId TEXT NOT NULL PRIMARY KEY,
            fencing INTEGER NOT NULL,
            owner INTEGER,
            takenAt INTEGER,
            expiresAt INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE receipt (
            receiptId TEXT NOT NULL PRIMARY KEY,
            jobId TEXT,
            action TEXT NOT NULL,
            body TEXT NOT NULL,
            createdAt INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX receiptByJob ON receipt (jobId)",
        """
        CREATE TABLE backup (
            backupId TEXT NOT NULL PRIMARY KEY,
            part TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            expiresAt INTEGER,
            bytes INTEGER NOT NULL,
            digest TEXT NOT NULL,
            ledgerSequence INTEGER NOT NULL,
            keyringEpoch INTEGER NOT NULL
        ) STRICT
        """,
    ]
}
