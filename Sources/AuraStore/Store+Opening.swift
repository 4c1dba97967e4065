package import AuraCore

extension Store {
    /// Opens an installation's store and compares its parts (VAULT.md §5).
    ///
    /// A keyring or database that is behind the ledger opens: ``ledgerState`` says so, and the caller applies the
    /// erasures again before anything else.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - installation: Whose files they must be.
    ///   - waiting: How long a write waits for another process's.
    ///   - discardsWrites: Whether every transaction is rolled back once it has run: a dry run.
    ///   - losses: What is taken as it is: a database that lacks events of the anchor, which is then set back; a lost
    ///     ledger, which is then begun anew. In a dry run neither is changed.
    package static func open(
        at folder: String, installation: Installation.ID, digests: StoreDigests, waiting: Duration = .seconds(5),
        discardsWrites: Bool = false, accepting losses: Set<Loss> = []
    ) async throws(StoreError) -> Store {
        func opened() async throws(StoreError) -> Store {
            try await openFiles(
                at: folder, installation: installation, digests: digests, waiting: waiting,
                discardsWrites: discardsWrites, accepting: losses)
        }
        do throws(StoreError) {
            return try await opened()
        } catch {
            // To open a database with an empty log takes a few pages: without the reserve nothing could be deleted on a
            // full disk once a deletion has emptied the logs (FAULTS.md R6).
            let reserve = ReserveFile(folder: folder)
            guard case .full = error, !discardsWrites, reserve.isTaken else { throw error }
            reserve.release()
            return try await opened()
        }
    }

    private static func openFiles(
        at folder: String, installation: Installation.ID, digests: StoreDigests, waiting: Duration,
        discardsWrites: Bool, accepting losses: Set<Loss>
    ) async throws(StoreError) -> Store {
        try await OwnThread.run { () throws(StoreError) in
            let gate = WriteGate(path: folder + "/" + lockFile, waiting: waiting)
            if hasUnfinishedSwap(in: folder) {
                try gate.hold { () throws(StoreError) in try finishSwap(in: folder) }
            }
            try checkPresence(in: folder, accepting: losses)
            try FaultPoint.reached(.openFiles, file: databaseFile)
            let keyringFile = try SQLiteDatabase(
                folder: folder, file: keyringFile, gate: gate, isNew: false, discardsWrites: discardsWrites)
            let database = try SQLiteDatabase(
                folder: folder, file: databaseFile, gate: gate, isNew: false, discardsWrites: discardsWrites)
            // Others go on working meanwhile: the keyring is read after the database, and so can only be ahead of it.
            var row = try installationRow(of: database, installation: installation, digests: digests)
            var keyring = try keyringRow(of: keyringFile, installation: installation, digests: digests)
            guard keyring.epoch >= row.keyringEpoch else {
                throw .keyringBehind(epoch: keyring.epoch, seen: row.keyringEpoch)
            }
            let start = LedgerHead.start(of: installation, digests: digests)
            let renewal = LedgerRenewal(folder: folder, gate: gate, start: start, digests: digests)
            if losses.contains(.erasureLedger), !discardsWrites,
                renewal.isLost(appliedBy: [keyring.ledgerHead, row.ledgerHead])
            {
                try renewal.run(keyring: keyringFile, database: database)
                row = try installationRow(of: database, installation: installation, digests: digests)
                keyring = try keyringRow(of: keyringFile, installation: installation, digests: digests)
            }
            let ledger = try ErasureLedger.open(
                in: folder, gate: gate, start: start,
                keyring: keyring.ledgerHead, database: row.ledgerHead, digests: digests)
            let anchor = AnchorFile(folder: folder)
            try check(
                anchor, database, gate: gate, acceptsLoss: losses.contains(.auditEvents), isDryRun: discardsWrites)
            return Store(
                folder: folder, installation: installation,
                database: AuditedDatabase(
                    database: database, keyring: KeyringStore(database: keyringFile, epoch: keyring.epoch),
                    audit: AuditLog(digests: digests), anchor: anchor),
                ledger: ledger,
                ledgerState: LedgerState(
                    ledger: ledger.head, keyring: keyring.ledgerHead, database: row.ledgerHead),
                waiting: waiting)
        }
    }

    /// The anchor is read before the database, which so can only be ahead of it.
    private static func check(
        _ anchor: AnchorFile, _ database: SQLiteDatabase, gate: WriteGate, acceptsLoss: Bool, isDryRun: Bool
    ) throws(StoreError) {
        if acceptsLoss {
            let heads = try database.readBlocking { connection throws(StoreError) in
                try ChainHead.newest(on: connection)
            }
            guard !isDryRun else { return }
            return try gate.hold { () throws(StoreError) in try anchor.replace(with: heads) }
        }
        let heads = try anchor.heads()
        try database.readBlocking { connection throws(StoreError) in try ChainHead.check(heads, on: connection) }
        if StoreFile.size(of: anchor.path) > 1 << 20 {
            try gate.hold { () throws(StoreError) in try anchor.compactIfLarge(heads) }
        }
    }

    private static func checkPresence(in folder: String, accepting losses: Set<Loss>) throws(StoreError) {
        let files = [keyringFile, databaseFile] + (losses.contains(.erasureLedger) ? [] : [LedgerFile.name])
        let absent = files.filter { !StoreFile.exists(folder + "/" + $0) }
        guard absent.count < files.count else { throw .notAStore }
        if let file = absent.first { throw .missing(file: file) }
    }

    private static func keyringRow(
        of database: SQLiteDatabase, installation: Installation.ID, digests: StoreDigests
    ) throws(StoreError) -> KeyringRow {
        try database.readBlocking { connection throws(StoreError) in
            let row = try anchorRow(of: .keyring, on: connection, KeyringRow.read)
            guard row.installation == installation else { throw .foreign(file: connection.file) }
            guard row.schemaVersion <= Schema.keyring.newest else { throw .newerSchema(file: connection.file) }
            try Schema.keyring.check(connection, against: row.schemaHash, digests: digests)
            return row
        }
    }

    private static func installationRow(
        of database: SQLiteDatabase, installation: Installation.ID, digests: StoreDigests
    ) throws(StoreError) -> InstallationRow {
        try database.readBlocking { connection throws(StoreError) in
            let row = try anchorRow(of: .database, on: connection, InstallationRow.read)
            guard row.installation == installation else { throw .foreign(file: connection.file) }
            guard row.schemaVersion <= Schema.database.newest else { throw .newerSchema(file: connection.file) }
            try Schema.database.check(connection, against: row.schemaHash, digests: digests)
            guard row.mapHash == StoreDataMap.hash(digests: digests) else { throw .otherMap(file: connection.file) }
            return row
        }
    }

    /// The file's one row. A file without any table was never finished; one with other tables is not AURA's.
    private static func anchorRow<Anchor>(
        of schema: Schema, on connection: Connection, _ read: (Connection) throws(StoreError) -> Anchor?
    ) throws(StoreError) -> Anchor {
        let tables = try connection.tableNames()
        guard !tables.isEmpty else { throw .missing(file: connection.file) }
        guard tables.contains(schema.anchorTable) else { throw .foreign(file: connection.file) }
        do throws(StoreError) {
            guard let row = try read(connection) else { throw .corrupt(file: connection.file) }
            return row
        } catch {
            // A table without the columns that it must have.
            guard case .failed = error else { throw error }
            throw .corrupt(file: connection.file)
        }
    }
}
