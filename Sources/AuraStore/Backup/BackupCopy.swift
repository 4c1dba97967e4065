package import AuraCore
import Glibc

/// The content of a backup, verified byte by byte and laid into a file of its own, to be read; the file goes with it.
package final class BackupCopy: Sendable {
    package let manifest: BackupManifest
    private let path: String
    private let digests: StoreDigests

    private init(manifest: BackupManifest, path: String, digests: StoreDigests) {
        self.manifest = manifest
        self.path = path
        self.digests = digests
    }

    deinit { unlink(path) }

    /// The copy of a backup of this installation, in its data folder.
    static func open(
        _ backup: BackupFile, of installation: Installation.ID, in folder: String, digests: StoreDigests
    ) async throws(StoreError) -> BackupCopy {
        try await OwnThread.run { () throws(StoreError) in
            let manifest = try backup.verified()
            guard manifest.installation == installation else { throw .foreign(file: BackupFile.name) }
            guard manifest.schema <= Schema.newest(of: manifest.part) else { throw .newerBackup }
            let path = "\(folder)/\(Store.fileName(of: manifest.part)).checked"
            try backup.extract(to: path, named: BackupFile.name)
            return BackupCopy(manifest: manifest, path: path, digests: digests)
        }
    }

    /// The workspaces of a copy of the data.
    package func tenants() async throws(StoreError) -> [Tenant] {
        try await look { connection throws(StoreError) in
            try OperatorReader(connection: connection).tenants(limit: Limits.tenants)
        }
    }

    /// A page of the sealed rows of a copy of the data.
    package func sealedRows(
        of chain: AuditChain, in table: String, after last: String, limit: Int
    ) async throws(StoreError) -> [SealedRow] {
        try await look { connection throws(StoreError) in
            switch chain {
            case .operator:
                try OperatorReader(connection: connection).sealedPayloads(after: last, limit: limit)
            case .tenant(let id):
                try TenantReader(id: id, connection: connection).sealedRows(in: table, after: last, limit: limit)
            }
        }
    }

    /// A page of the keys of a copy of the keyring, by id.
    package func keys(after last: KeyID?, limit: Int) async throws(StoreError) -> [WrappedKey] {
        try await look { connection throws(StoreError) in
            try KeyringStore.allKeys(after: last, limit: limit, on: connection)
        }
    }

    /// The keys whose tenants' keys the others are wrapped by, in a copy of the keyring.
    package func tenantKeys() async throws(StoreError) -> [WrappedKey] {
        try await look { connection throws(StoreError) in try KeyringStore.allTenantKeys(on: connection) }
    }

    /// Verifies the chain of a copy of the ledger.
    ///
    /// - Returns: How many entries it has.
    /// - Throws: ``StoreError/corrupt(file:)`` if a line is not what was written, or there are more or fewer than the
    ///   manifest says.
    package func verifyLedger() async throws(StoreError) -> Int {
        try await OwnThread.run { [path, manifest, digests] () throws(StoreError) in
            let start = LedgerHead.start(of: manifest.installation, digests: digests)
            var place = LedgerFile.Position(offset: 0, head: start, newest: nil)
            let end = try LedgerFile(path: path, digests: digests).walk(from: &place) { _, _ in }
            guard end == .whole, place.head.sequence == manifest.ledgerSequence else {
                throw .corrupt(file: BackupFile.name)
            }
            return place.head.sequence + 1
        }
    }

    private func look<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        try await OwnThread.run { [path] () throws(StoreError) in
            try SQLiteDatabase.look(into: path, named: BackupFile.name, body)
        }
    }
}

extension Store {
    /// Lays the content of a backup beside the store, to be looked into.
    ///
    /// - Throws: As ``BackupFile/verified()``; ``StoreError/foreign(file:)``, ``StoreError/newerBackup``.
    package func copy(of backup: BackupFile) async throws(StoreError) -> BackupCopy {
        try await BackupCopy.open(backup, of: installation, in: folder, digests: digests)
    }
}
