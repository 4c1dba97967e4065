package import AuraCore

/// What every column of the store's tables is for, whose it is, how long it stays and what erasure does with it.
package enum StoreDataMap {
    /// `aura.db` first, then `keyring.db`.
    package static let current = DataMap(tables: databaseTables + keyringTables)

    /// Those of `aura.db`.
    static let databaseTables = conversationTables + accountTables + contentTables + evidenceTables + installationTables

    /// SHA-256 of the map's canonical JSON, hexadecimal.
    package static func hash(digests: StoreDigests) -> String {
        Hexadecimal.encode(digests.sha256(canonical))
    }

    /// Made once: it takes some milliseconds, and every plan, export and receipt names its hash.
    private static let canonical = current.json.canonical

    /// The tables that hold rows of a person, in the order in which they are erased: a table after those that reach
    /// the person through it.
    package static let subjectTables = current.tables.filter { $0.subjectPath != .none }

    /// The tenant's id, with which every key of a tenant's table begins.
    static func tenantColumn(of clause: Clause) -> ColumnRule {
        ColumnRule(
            "tenantId", ownership: .accessedBy, purposes: [.runPlatform],
            onAccess: .omit(reason: "the workspace, not the person"), clause: clause)
    }
}
