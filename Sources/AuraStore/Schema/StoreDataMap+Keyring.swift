import AuraCore

extension StoreDataMap {
    /// `keyring.db` (clauses 3.2 and 10.2).
    static let keyringTables = [keyring, rootKey, wrappedKey]

    private static let atRest = Clause(10, 2)
    private static let tombstone = ErasureRule.retain(article: "GDPR Art. 5(2), 17(1)", until: "the installation ends")

    private static let keyring = TableRule(
        name: "keyring", dataClass: .compliance, subjectPath: .none, onErase: tombstone,
        purpose: "Whose keyring this is, and how far it has come.",
        columns: [
            ColumnRule("installationId", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("schemaVersion", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("schemaHash", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
            ColumnRule("rootKeyId", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("nextRootKeyId", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("epoch", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("ledgerSequence", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
            ColumnRule("ledgerHead", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
            ColumnRule("fencing", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
            ColumnRule("collectedThrough", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
        ])

    private static let rootKey = TableRule(
        name: "rootKey", dataClass: .compliance, subjectPath: .none, onErase: tombstone,
        purpose: "The fingerprints of the root keys there were, so that a retired one is never used again.",
        columns: [
            ColumnRule("rootKeyId", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("createdAt", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("retiredAt", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
        ])

    private static let wrappedKey = TableRule(
        name: "wrappedKey", dataClass: .compliance, subjectPath: .none, onErase: .shred,
        purpose: "Every key, wrapped; a destroyed one leaves its name behind, so that it is never used again.",
        columns: [
            ColumnRule(
                "tenantId", ownership: .accessedBy, purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("keyId", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("kind", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("version", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("dataClass", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("period", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("state", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule(
                "wrapped", sensitivity: .secret, purposes: [.runPlatform], onErase: .shred,
                onAccess: .omit(reason: "a key"), isSealed: true, clause: atRest),
            ColumnRule(
                "nextWrapped", sensitivity: .secret, purposes: [.runPlatform], onErase: .shred,
                onAccess: .omit(reason: "a key"), isSealed: true, clause: atRest),
            ColumnRule("successorId", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("disabledAt", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("createdAt", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
            ColumnRule("destroyedAt", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
            ColumnRule("reason", purposes: [.legalDuty], onErase: tombstone, clause: atRest),
            ColumnRule("epoch", purposes: [.runPlatform], onErase: tombstone, clause: atRest),
        ])
}
