package import AuraCore

/// One installation's data: `aura.db`, `keyring.db`, `ledger.jsonl`, `anchor` and `lock` in one folder.
package final class Store: Sendable {
    static let databaseFile = "aura.db"
    static let keyringFile = "keyring.db"
    static let lockFile = "lock"

    package let installation: Installation.ID
    package let keyring: KeyringStore
    package let ledger: ErasureLedger
    /// How far ledger, keyring and database were when the store was opened.
    package let ledgerState: LedgerState
    /// What every column is for.
    package let dataMap = StoreDataMap.current
    let folder: String
    let database: AuditedDatabase
    let waiting: Duration

    init(
        folder: String, installation: Installation.ID, database: AuditedDatabase, ledger: ErasureLedger,
        ledgerState: LedgerState, waiting: Duration
    ) {
        self.waiting = waiting
        self.folder = folder
        self.installation = installation
        self.database = database
        keyring = database.keyring
        self.ledger = ledger
        self.ledgerState = ledgerState
    }

    /// SHA-256 of the data map, hexadecimal; worked out each time, since most commands never ask.
    package var mapHash: String { StoreDataMap.hash(digests: database.audit.digests) }

    /// The tables of both files as the engine knows them, for the data map's linter.
    package func schema() async throws(StoreError) -> StoredSchema {
        var tables: [StoredTable] = []
        for database in [database.database, keyring.database] {
            tables += try await database.read { connection throws(StoreError) in try connection.storedTables() }
        }
        return StoredSchema(tables: tables)
    }

    /// The handle of one tenant: it sees and changes that tenant's rows alone, whether or not the tenant exists.
    package func tenant(_ id: Tenant.ID) -> TenantStore {
        TenantStore(id: id, database: database)
    }

    /// The operator's handle: what belongs to no tenant, and what goes across tenants.
    package var `operator`: OperatorStore {
        OperatorStore(database: database, ledger: ledger)
    }

    /// Bytes of each file on disk, logs included; 0 for one that is not there.
    package func sizes() -> StoreSizes {
        StoreSizes(
            database: StoreFile.size(of: path(Store.databaseFile)),
            databaseLog: StoreFile.size(of: path(Store.databaseFile + "-wal")),
            keyring: StoreFile.size(of: path(Store.keyringFile)),
            keyringLog: StoreFile.size(of: path(Store.keyringFile + "-wal")),
            ledger: StoreFile.size(of: path(LedgerFile.name)))
    }

    /// The same store, whose audit chains get signed checkpoints from now on.
    package func signing(_ signer: CheckpointSigner) -> Store {
        var signing = database
        signing.audit.signer = signer
        return Store(
            folder: folder, installation: installation, database: signing, ledger: ledger, ledgerState: ledgerState,
            waiting: waiting)
    }

    /// Empties both logs, so that what was deleted is gone from every file (VAULT.md §4).
    ///
    /// - Throws: ``StoreError/locked(by:since:)`` if a long reader still needs one of them.
    package func truncateLogs() async throws(StoreError) {
        let anchor = database.anchor
        try await OwnThread.run { () throws(StoreError) in try anchor.sync() }
        try await database.database.truncateLog()
        try await keyring.database.truncateLog()
    }

    /// Checks the structure of both files and every reference between rows.
    ///
    /// - Throws: ``StoreError/corrupt(file:)`` with the first file that is damaged.
    package func integrity() async throws(StoreError) {
        for database in [keyring.database, database.database] {
            try await database.read { connection throws(StoreError) in try connection.checkIntegrity() }
        }
    }

    /// Closes both databases; every call after it throws ``StoreError/closed``. Blocks the thread for what is under way.
    package func close() throws(StoreError) {
        try database.anchor.sync()
        try database.database.close()
        try keyring.database.close()
    }

    /// How far the ledger is, and how much of it the two stores have applied, as of now.
    package func appliedHeads() async throws(StoreError) -> LedgerState {
        let database = try await self.operator.read { try $0.installation().ledgerHead }
        return LedgerState(ledger: ledger.head, keyring: try await keyring.ledgerHead(), database: database)
    }

    /// Whether keyring and database have applied everything the ledger says now.
    package func isLedgerApplied() async throws(StoreError) -> Bool {
        try await !appliedHeads().needsReplay
    }

    /// The space that is kept aside.
    package var reserve: ReserveFile { ReserveFile(folder: folder) }

    var digests: StoreDigests { database.audit.digests }

    /// The version of the SQLite that is linked (FAULTS.md R4).
    package static var sqliteVersion: String { SQLiteDatabase.libraryVersion }

    private func path(_ file: String) -> String { folder + "/" + file }
}

/// Bytes of each file of the store.
package struct StoreSizes: Hashable, Sendable {
    package let database: Int
    package let databaseLog: Int
    package let keyring: Int
    package let keyringLog: Int
    package let ledger: Int
}
