package import AuraCore
import GRDB
import Glibc

extension Store {
    /// Copies one part into a file of its own while everybody goes on writing: one consistent snapshot, without the
    /// residue of what was deleted. The unfinished file has another name and is removed if anything fails.
    ///
    /// - Parameters:
    ///   - path: Where the backup goes; there must be nothing yet.
    ///   - expiresAt: When the copy is to be thrown away.
    ///   - installationFile: What `installation.json` says, for the data.
    /// - Throws: ``StoreError/exists`` if there is a file at `path`.
    package func backUp(
        _ part: BackupManifest.Part, to path: String, at moment: Timestamp, expiresAt: Timestamp?,
        installationFile: JSONValue
    ) async throws(StoreError) -> BackupManifest {
        try await OwnThread.run { [self] () throws(StoreError) in
            guard !StoreFile.exists(path) else { throw .exists }
            let content = path + ".partial"
            try StoreFile.remove(content, named: BackupFile.name)
            defer { unlink(content) }
            try StoreFile.create(content, named: BackupFile.name)
            let heads: Heads =
                switch part {
                case .data: try snapshot(of: database.database, into: content, installationHeads)
                case .keyring: try snapshot(of: keyring.database, into: content, keyringHeads)
                case .ledger: try ledger.copy(into: content)
                }
            try FaultPoint.reached(.backupSnapshot, file: BackupFile.name)
            let manifest = BackupManifest(
                id: .make(at: moment), part: part, installation: installation, createdAt: moment,
                expiresAt: expiresAt, schema: heads.schema, bytes: StoreFile.size(of: content),
                digest: try BackupFile.digest(of: content, digests: digests), ledgerSequence: heads.ledger,
                keyringEpoch: heads.epoch, installationFile: part == .data ? installationFile : .null)
            try BackupFile(path: path, digests: digests).write(manifest, content: content)
            try FaultPoint.reached(.backupRenamed, file: BackupFile.name)
            return manifest
        }
    }

    /// How far a copy has come.
    struct Heads {
        let schema: Int
        let ledger: Int
        let epoch: Int
    }

    private func installationHeads(_ connection: Connection) throws(StoreError) -> Heads {
        guard let row = try InstallationRow.read(on: connection) else { throw .corrupt(file: connection.file) }
        return Heads(schema: row.schemaVersion, ledger: row.ledgerHead.sequence, epoch: row.keyringEpoch)
    }

    private func keyringHeads(_ connection: Connection) throws(StoreError) -> Heads {
        guard let row = try KeyringRow.read(on: connection) else { throw .corrupt(file: connection.file) }
        return Heads(schema: row.schemaVersion, ledger: row.ledgerHead.sequence, epoch: row.epoch)
    }

    /// The snapshot's own rows say how far it has come, since the store may have gone on meanwhile.
    private func snapshot(
        of database: SQLiteDatabase, into path: String, _ heads: (Connection) throws(StoreError) -> Heads
    ) throws(StoreError) -> Heads {
        try database.copy(into: path)
        return try SQLiteDatabase.look(into: path, named: BackupFile.name, heads)
    }
}
