package import AuraCore
import Glibc

extension Store {
    /// The file that says which part is being put back; it stands from the first swap to the last.
    private static let journal = "restore.json"
    private static let stagedSuffix = ".restored"

    /// Puts one part of a backup in the place of what is there, or of nothing. What is there stays untouched until
    /// the whole backup has been verified and lies beside it; killed after that, the next open finishes the swap.
    ///
    /// The store must not be open anywhere. Opening it afterwards applies the ledger's erasures again.
    ///
    /// - Parameter isLedgerLost: Whether there is no ledger to be had that knows all that was applied. Else keys are put
    ///   beside data, or data beside keys, only where such a ledger is.
    /// - Throws: ``StoreError/ledgerLost``, ``StoreError/ledgerNotLost``,
    ///   ``StoreError/locked(by:since:)`` if somebody has the part open, ``StoreError/keyringBehind(epoch:seen:)``
    ///   for a keyring that lacks keys of the data in place, ``StoreError/ledgerBehind`` for a ledger that lacks
    ///   entries of the one in place, and the errors of ``BackupFile/verified()``.
    package static func restore(
        _ backup: BackupFile, into folder: String, rootKey: KeyID, isLedgerLost: Bool, digests: StoreDigests,
        waiting: Duration
    ) async throws(StoreError) -> BackupManifest {
        try await OwnThread.run { () throws(StoreError) in
            let manifest = try backup.verified()
            try FaultPoint.reached(.restoreVerified, file: BackupFile.name)
            let file = fileName(of: manifest.part)
            let gate = WriteGate(path: folder + "/" + lockFile, waiting: waiting)
            let jobs = try JobLock.takeAll(path: folder + "/" + lockFile, waiting: waiting)
            defer { jobs.release() }
            try gate.hold { () throws(StoreError) in
                try finishSwap(in: folder)
                try admit(manifest, in: folder, digests: digests)
                try SQLiteDatabase.checkUnused(folder + "/" + file, file: file)
                let staged = folder + "/" + file + stagedSuffix
                try backup.extract(to: staged, named: file)
                do throws(StoreError) {
                    let heads = try check(manifest, staged: staged, in: folder, rootKey: rootKey)
                    let start = LedgerHead.start(of: manifest.installation, digests: digests)
                    let ledger = LedgerRenewal(folder: folder, gate: gate, start: start, digests: digests)
                    // One of the two alone says nothing yet, and opens nothing.
                    let isMissed = heads.count == 2 && ledger.isLost(appliedBy: heads)
                    guard isMissed == isLedgerLost else { throw isLedgerLost ? .ledgerNotLost : .ledgerLost }
                } catch {
                    unlink(staged)
                    throw error
                }
                try FaultPoint.reached(.restoreStaged, file: file)
                let note: JSONValue = ["file": .string(file)]
                try StoreFile.replace(folder + "/" + journal, named: journal) { (descriptor) throws(StoreError) in
                    try StoreFile.append(note.canonical, to: descriptor, named: journal)
                }
                try FaultPoint.reached(.restoreNoted, file: file)
                try finishSwap(in: folder)
            }
            return manifest
        }
    }

    /// Finishes a swap that was begun; nothing if none was. Behind the gate.
    static func finishSwap(in folder: String) throws(StoreError) {
        let journalPath = folder + "/" + journal
        guard StoreFile.exists(journalPath) else { return }
        let note = try StoreFile.contents(of: journalPath, limit: 4_096, named: journal)
        guard let file = try? JSONValue(parsing: note)["file"]?.string,
            BackupManifest.Part.allCases.map(fileName).contains(file)
        else { throw .corrupt(file: journal) }
        let path = folder + "/" + file
        if StoreFile.exists(path + stagedSuffix) {
            // The log of the old file must not meet the new one.
            for suffix in ["-wal", "-shm", "-journal"] { try StoreFile.remove(path + suffix, named: file) }
            try FaultPoint.reached(.restoreLogGone, file: file)
            try StoreFile.rename(path + stagedSuffix, to: path, named: file)
            try FaultPoint.reached(.restoreSwapped, file: file)
        }
        if file == databaseFile {
            // The restored chains end earlier; what they lack is in no store any more.
            let heads = try SQLiteDatabase.look(into: path, named: file) { (connection) throws(StoreError) in
                try ChainHead.newest(on: connection)
            }
            try AnchorFile(folder: folder).replace(with: heads)
        }
        try StoreFile.remove(journalPath, named: journal)
        try StoreFile.syncFolder(of: journalPath, named: journal)
        try FaultPoint.reached(.restoreSwappedAll, file: file)
    }

    /// The content must be of the installation that the manifest names, and the keys under this root key.
    ///
    /// - Returns: What the data and the keys that are to lie together have applied of the ledger: one value for each of
    ///   them that is there. Where the ledger itself is put back, none of the data.
    private static func check(
        _ manifest: BackupManifest, staged: String, in folder: String, rootKey: KeyID
    ) throws(StoreError) -> [LedgerHead] {
        var heads: [LedgerHead] = []
        if manifest.part == .data {
            let row = try SQLiteDatabase.look(into: staged, named: databaseFile) { (connection) throws(StoreError) in
                try InstallationRow.read(on: connection)
            }
            guard let row, row.installation == manifest.installation else { throw .foreign(file: BackupFile.name) }
            heads.append(row.ledgerHead)
        } else if manifest.part == .keyring, let row = presentData(in: folder) {
            heads.append(row.ledgerHead)
        }
        let keyring = manifest.part == .keyring ? staged : folder + "/" + keyringFile
        guard manifest.part == .keyring || StoreFile.exists(keyring) else { return heads }
        let row = try SQLiteDatabase.look(into: keyring, named: keyringFile) { (connection) throws(StoreError) in
            try KeyringRow.read(on: connection)
        }
        guard let row, row.installation == manifest.installation else { throw .foreign(file: keyringFile) }
        guard row.rootKey == rootKey else { throw .otherRootKey }
        return heads + [row.ledgerHead]
    }

    /// Nothing if the data is missing or cannot be read.
    private static func presentData(in folder: String) -> InstallationRow? {
        let row = try? SQLiteDatabase.look(into: folder + "/" + databaseFile, named: databaseFile) {
            (connection) throws(StoreError) in try InstallationRow.read(on: connection)
        }
        return row ?? nil
    }

    /// Whether the part is there at all.
    package static func has(_ part: BackupManifest.Part, in folder: String) -> Bool {
        StoreFile.exists(folder + "/" + fileName(of: part))
    }

    /// Whether a swap was begun and not finished.
    static func hasUnfinishedSwap(in folder: String) -> Bool {
        StoreFile.exists(folder + "/" + journal)
    }

    static func fileName(of part: BackupManifest.Part) -> String {
        switch part {
        case .data: databaseFile
        case .keyring: keyringFile
        case .ledger: LedgerFile.name
        }
    }

    /// Compares the backup with the parts that are there. A part that is missing or cannot be read says nothing.
    private static func admit(
        _ manifest: BackupManifest, in folder: String, digests: StoreDigests
    ) throws(StoreError) {
        let known = Schema.newest(of: manifest.part)
        guard manifest.schema <= known else { throw .newerBackup }
        switch manifest.part {
        case .data:
            return
        case .keyring:
            guard let row = presentData(in: folder), row.installation == manifest.installation else { return }
            guard manifest.keyringEpoch >= row.keyringEpoch else {
                throw .keyringBehind(epoch: manifest.keyringEpoch, seen: row.keyringEpoch)
            }
        case .ledger:
            let start = LedgerHead.start(of: manifest.installation, digests: digests)
            var place = LedgerFile.Position(offset: 0, head: start, newest: nil)
            let file = LedgerFile(path: folder + "/" + LedgerFile.name, digests: digests)
            guard (try? file.walk(from: &place) { _, _ in }) != nil else { return }
            guard manifest.ledgerSequence >= place.head.sequence else { throw .ledgerBehind }
        }
    }
}
