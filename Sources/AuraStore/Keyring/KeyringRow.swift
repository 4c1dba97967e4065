import AuraCore

/// The one row that says whose keyring this is and how far it has come.
struct KeyringRow: Sendable {
    let installation: Installation.ID
    let schemaVersion: Int
    let schemaHash: String
    let rootKey: KeyID
    /// The root key to come, while the root key is being rotated.
    var nextRootKey: KeyID?
    let epoch: Int
    let ledgerHead: LedgerHead

    static func read(on connection: Connection) throws(StoreError) -> KeyringRow? {
        try connection.row(
            """
            SELECT installationId, schemaVersion, schemaHash, rootKeyId, nextRootKeyId, epoch, ledgerSequence, ledgerHead
            FROM keyring LIMIT 1
            """
        ).map { row throws(StoreError) in
            KeyringRow(
                installation: try row.read("installationId"), schemaVersion: try row.int("schemaVersion"),
                schemaHash: try row.text("schemaHash"), rootKey: try row.read("rootKeyId"),
                nextRootKey: try row.readOptional("nextRootKeyId"), epoch: try row.int("epoch"),
                ledgerHead: LedgerHead(
                    sequence: try row.int("ledgerSequence"), hash: try row.text("ledgerHead")))
        }
    }

    /// - Parameter moment: When the installation is made.
    func insert(at moment: Timestamp, on connection: Connection) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO keyring (installationId, schemaVersion, schemaHash, rootKeyId, epoch, ledgerSequence,
                ledgerHead, fencing, collectedThrough)
            VALUES (:installationId, :schemaVersion, :schemaHash, :rootKeyId, :epoch, :ledgerSequence, :ledgerHead, 0,
                :madeAt)
            """,
            [
                "installationId": SQLValue(installation), "schemaVersion": SQLValue(schemaVersion),
                "schemaHash": SQLValue(schemaHash),
                "rootKeyId": SQLValue(rootKey), "epoch": SQLValue(epoch),
                "ledgerSequence": SQLValue(ledgerHead.sequence), "ledgerHead": SQLValue(ledgerHead.hash),
                "madeAt": SQLValue(moment),
            ])
    }
}
