import AuraCore

/// The tables of one file, as a list of versions: a shipped version never changes, the next is added behind it.
struct Schema: Sendable {
    /// Each version's statements.
    let versions: [[String]]
    /// The table whose one row names the installation and the version.
    let anchorTable: String

    var newest: Int { versions.count }

    /// Creates every table; part of the transaction that also writes the anchor row.
    func create(on connection: Connection) throws(StoreError) {
        try connection.session.define(Array(versions.joined()), owners: Schema.owners)
    }

    /// The column that names the tenant, for each table of tenants.
    static let owners: [String: String] = Dictionary(
        uniqueKeysWithValues: StoreDataMap.current.tables.compactMap { rule in
            ["tenantId", "chain"].first { name in rule.columns.contains { $0.name == name } }.map { (rule.name, $0) }
        })

    static let database = Schema(
        versions: [
            InstallationTables.statements + TenantTables.statements + KnowledgeTables.statements
                + ConversationTables.statements
        ],
        anchorTable: "installation")

    /// The newest version of a part that this program knows.
    static func newest(of part: BackupManifest.Part) -> Int {
        switch part {
        case .data: database.newest
        case .keyring: keyring.newest
        case .ledger: 1
        }
    }

    static let keyring = Schema(versions: [KeyringTables.statements], anchorTable: "keyring")
}
