package import AuraCore

extension Store {
    /// Makes the files of a new installation: keyring, then ledger, then database, whose one transaction makes it
    /// whole. A call over a folder where an earlier one was cut off starts over.
    ///
    /// - Parameters:
    ///   - rootKey: The id of the root key that wraps `keys`.
    ///   - keys: The installation's own keys.
    ///   - event: The first entry of the operator's chain.
    /// - Throws: ``StoreError/exists`` if the folder holds a whole store, ``StoreError/missing(file:)`` if it holds
    ///   keys or erasures of one whose database is gone.
    package static func create(
        at folder: String, installation: Installation.ID, rootKey: KeyID, keys: [WrappedKey], policyVersion: String,
        event: AuditEvent, at moment: Timestamp, digests: StoreDigests, waiting: Duration = .seconds(5)
    ) async throws(StoreError) -> Store {
        let start = LedgerHead.start(of: installation, digests: digests)
        try await OwnThread.run { () throws(StoreError) in
            try StoreFile.createFolder(folder)
            let gate = WriteGate(path: folder + "/" + lockFile, waiting: waiting)
            try clearUnfinished(in: folder, gate: gate)
            let row = KeyringRow(
                installation: installation, schemaVersion: Schema.keyring.newest,
                schemaHash: Schema.keyring.hash(digests: digests), rootKey: rootKey, epoch: 1,
                ledgerHead: start)
            let keyring = try SQLiteDatabase(folder: folder, file: keyringFile, gate: gate, isNew: true)
            try FaultPoint.reached(.initKeyring, file: keyringFile)
            try keyring.writeBlocking { connection throws(StoreError) in
                try Schema.keyring.create(on: connection)
                try row.insert(at: moment, on: connection)
                try KeyringStore.insertRootKey(rootKey, at: moment, on: connection)
                for key in keys { try KeyringStore.insert(key, on: connection) }
            }
            try keyring.close()
            try FaultPoint.reached(.initFingerprint, file: keyringFile)
            try ErasureLedger.create(in: folder)
            try FaultPoint.reached(.initLedger, file: LedgerFile.name)
            let database = try SQLiteDatabase(folder: folder, file: databaseFile, gate: gate, isNew: true)
            let first = InstallationRow(
                installation: installation, schemaVersion: Schema.database.newest,
                schemaHash: Schema.database.hash(digests: digests), mapHash: StoreDataMap.hash(digests: digests),
                policyVersion: policyVersion,
                createdAt: moment, keyringEpoch: row.epoch, ledgerHead: start, witness: max(moment, event.at),
                lastPurgeAt: nil)
            let heads = try database.writeBlocking { connection throws(StoreError) in
                try Schema.database.create(on: connection)
                try first.insert(on: connection)
                try LeaseRow.insert(on: connection)
                try AuditLog(digests: digests).append([event], on: connection)
                return try ChainHead.newest(on: connection)
            }
            try AnchorFile(folder: folder).replace(with: heads)
            try database.close()
            try FaultPoint.reached(.initDatabase, file: databaseFile)
        }
        return try await open(at: folder, installation: installation, digests: digests, waiting: waiting)
    }

    /// Removes what a cut-off creation left, and nothing that ever held a tenant's keys, an erasure or a row.
    private static func clearUnfinished(in folder: String, gate: WriteGate) throws(StoreError) {
        if StoreFile.size(of: folder + "/" + databaseFile) > 0 {
            let database = try SQLiteDatabase(folder: folder, file: databaseFile, gate: gate, isNew: true)
            let tables = try database.readBlocking { connection throws(StoreError) in try connection.tableNames() }
            try database.close()
            guard tables.isEmpty else { throw .exists }
        }
        guard StoreFile.size(of: folder + "/" + LedgerFile.name) == 0 else { throw .missing(file: databaseFile) }
        if StoreFile.size(of: folder + "/" + keyringFile) > 0 {
            let keyring = try SQLiteDatabase(folder: folder, file: keyringFile, gate: gate, isNew: true)
            let holdsTenants = try keyring.readBlocking { connection throws(StoreError) in
                guard try connection.tableNames().contains(Schema.keyring.anchorTable) else { return false }
                return try connection.row("SELECT keyId FROM wrappedKey WHERE tenantId <> '-' LIMIT 1") != nil
            }
            try keyring.close()
            guard !holdsTenants else { throw .missing(file: databaseFile) }
        }
        try removeFiles(in: folder)
    }

    /// Removes the files of an installation that was never ready, whatever they hold: it starts over.
    package static func discard(at folder: String, waiting: Duration = .seconds(5)) async throws(StoreError) {
        try await OwnThread.run { () throws(StoreError) in
            try WriteGate(path: folder + "/" + lockFile, waiting: waiting).hold { () throws(StoreError) in
                try removeFiles(in: folder)
            }
        }
    }

    private static func removeFiles(in folder: String) throws(StoreError) {
        for file in [databaseFile, LedgerFile.name, keyringFile] {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                try StoreFile.remove(folder + "/" + file + suffix, named: file)
            }
        }
        try StoreFile.remove(folder + "/" + AnchorFile.name, named: AnchorFile.name)
    }
}
