package import AuraCore

/// The one row that says whose database this is and how far it has come.
package struct InstallationRow: Sendable {
    package let installation: Installation.ID
    package let schemaVersion: Int
    let schemaHash: String
    let mapHash: String
    package let policyVersion: String
    package let createdAt: Timestamp
    package let keyringEpoch: Int
    package let ledgerHead: LedgerHead
    package let witness: Timestamp
    package let lastPurgeAt: Timestamp?

    static func read(on connection: Connection) throws(StoreError) -> InstallationRow? {
        try connection.row(
            """
            SELECT installationId, schemaVersion, schemaHash, mapHash, policyVersion, createdAt, keyringEpoch,
                ledgerSequence, ledgerHead, witness, lastPurgeAt
            FROM installation LIMIT 1
            """
        ).map { row throws(StoreError) in
            InstallationRow(
                installation: try row.read("installationId"), schemaVersion: try row.int("schemaVersion"),
                schemaHash: try row.text("schemaHash"), mapHash: try row.text("mapHash"),
                policyVersion: try row.text("policyVersion"), createdAt: try row.time("createdAt"),
                keyringEpoch: try row.int("keyringEpoch"),
                ledgerHead: LedgerHead(
                    sequence: try row.int("ledgerSequence"), hash: try row.text("ledgerHead")),
                witness: try row.time("witness"), lastPurgeAt: try row.optionalTime("lastPurgeAt"))
        }
    }

    func insert(on connection: Connection) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO installation (installationId, schemaVersion, schemaHash, mapHash, policyVersion, createdAt,
                keyringEpoch, ledgerSequence, ledgerHead, witness, lastPurgeAt)
            VALUES (:installationId, :schemaVersion, :schemaHash, :mapHash, :policyVersion, :createdAt,
                :keyringEpoch, :ledgerSequence, :ledgerHead, :witness, :lastPurgeAt)
            """,
            [
                "installationId": SQLValue(installation), "schemaVersion": SQLValue(schemaVersion),
                "schemaHash": SQLValue(schemaHash), "mapHash": SQLValue(mapHash),
                "policyVersion": SQLValue(policyVersion), "createdAt": SQLValue(createdAt),
                "keyringEpoch": SQLValue(keyringEpoch), "ledgerSequence": SQLValue(ledgerHead.sequence),
                "ledgerHead": SQLValue(ledgerHead.hash), "witness": SQLValue(witness),
                "lastPurgeAt": SQLValue(lastPurgeAt),
            ])
    }

    /// The witness never falls; it rises only by steps, so that not every transaction writes this row (FAULTS.md R13).
    static func raiseWitness(
        to moment: Timestamp, byAtLeast step: Int64, on connection: Connection
    ) throws(StoreError) {
        try connection.run(
            "UPDATE installation SET witness = :moment WHERE witness + :step <= :moment",
            ["moment": SQLValue(moment), "step": SQLValue(step)])
    }

    /// Notes how much of the ledger the database has applied; it never goes back.
    static func setLedgerHead(_ head: LedgerHead, on connection: Connection) throws(StoreError) {
        try connection.run(
            """
            UPDATE installation SET ledgerSequence = :sequence, ledgerHead = :hash WHERE ledgerSequence <= :sequence
            """, ["sequence": SQLValue(head.sequence), "hash": SQLValue(head.hash)])
    }
}
