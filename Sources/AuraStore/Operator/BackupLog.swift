package import AuraCore

/// What the store remembers of a backup that was made: not where it lies.
package struct BackupRecord: Hashable, Sendable {
    package let id: BackupManifest.ID
    package let part: BackupManifest.Part
    package let createdAt: Timestamp
    /// When it is to be thrown away; nothing for the ledger.
    package let expiresAt: Timestamp?
    package let bytes: Int
    package let digest: String
}

extension OperatorReader {
    /// The backups that were made, newest first.
    package func backups(limit: Int) throws(StoreError) -> [BackupRecord] {
        try connection.rows(
            """
            SELECT backupId, part, createdAt, expiresAt, bytes, digest FROM backup ORDER BY backupId DESC LIMIT :limit
            """, ["limit": SQLValue(limit)]
        ).map { row throws(StoreError) in
            BackupRecord(
                id: try row.read("backupId"), part: try row.word("part"), createdAt: try row.time("createdAt"),
                expiresAt: try row.optionalTime("expiresAt"), bytes: try row.int("bytes"),
                digest: try row.text("digest"))
        }
    }
}

extension OperatorWriter {
    /// Notes a backup that was made.
    package func insertBackup(_ backup: BackupManifest) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO backup (backupId, part, createdAt, expiresAt, bytes, digest, ledgerSequence, keyringEpoch)
            VALUES (:backupId, :part, :createdAt, :expiresAt, :bytes, :digest, :ledgerSequence, :keyringEpoch)
            """,
            [
                "backupId": SQLValue(backup.id), "part": SQLValue(backup.part),
                "createdAt": SQLValue(backup.createdAt), "expiresAt": SQLValue(backup.expiresAt),
                "bytes": SQLValue(backup.bytes), "digest": SQLValue(backup.digest),
                "ledgerSequence": SQLValue(backup.ledgerSequence), "keyringEpoch": SQLValue(backup.keyringEpoch),
            ])
    }
}
