public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Copies of the installation: three parts with three lives, each a file of its own (clause 6.3, FAULTS.md R12).
public struct BackupService: Sendable {
    let context: PlatformContext

    /// A copy that was made, as the installation remembers it: not where it lies.
    public struct Copy: Hashable, Sendable {
        public let id: BackupManifest.ID
        public let part: BackupManifest.Part
        public let createdAt: Timestamp
        /// When it is to be thrown away; nothing for the ledger, which is kept.
        public let expiresAt: Timestamp?
        public let bytes: Int
        public let digest: String
    }

    /// Copies parts while everybody goes on writing: the data first, then the keys, which so hold every key that
    /// the data needs.
    ///
    /// - Parameters:
    ///   - path: Where the file goes; with several parts the beginning of the names, to which `.data`, `.keyring` and
    ///     `.ledger` are added. There must be no such file, and it may not lie in the data folder.
    ///   - parts: Which parts; all three if none is named.
    public func create(
        at path: String, parts: [BackupManifest.Part] = [], as principal: Principal
    ) async throws(PlatformError) -> [Copy] {
        try await context.authorised(principal, .installationAdminister)
        try check(path)
        var copies: [Copy] = []
        for part in BackupManifest.Part.allCases where parts.isEmpty || parts.contains(part) {
            copies.append(try await copy(part, to: parts.count == 1 ? path : "\(path).\(part.rawValue)", principal))
            switch part {
            case .data: try FaultPoint.passed(.backupData)
            case .keyring: try FaultPoint.passed(.backupKeys)
            case .ledger: try FaultPoint.passed(.backupLedger)
            }
        }
        return copies
    }

    /// The copies that were made, newest first; those whose time is over are to be thrown away.
    public func list(as principal: Principal) async throws(PlatformError) -> [Copy] {
        try await context.authorised(principal, .installationRead)
        return try await platformErrors {
            try await context.store.operator.read { try $0.backups(limit: Limits.listRows) }
        }.map(Copy.init)
    }

    private func copy(
        _ part: BackupManifest.Part, to path: String, _ principal: Principal
    ) async throws(PlatformError) -> Copy {
        let now = context.now
        let life: CalendarDuration? =
            switch part {
            case .data: StandardPolicy.backups.data
            case .keyring: StandardPolicy.backups.keyring
            case .ledger: nil
            }
        let manifest: BackupManifest
        if context.configuration.isDryRun {
            manifest = BackupManifest(
                id: .make(at: now), part: part, installation: context.installation.id, createdAt: now,
                expiresAt: life?.after(now), schema: 0, bytes: 0, digest: "", ledgerSequence: 0, keyringEpoch: 0,
                installationFile: .null)
        } else {
            manifest = try await platformErrors {
                try await context.store.backUp(
                    part, to: path, at: now, expiresAt: life?.after(now),
                    installationFile: context.installation.json)
            }
        }
        let event = try context.trail.operatorEvent(
            .backupCreated, manifest.id.rawValue, by: principal, at: now, clause: Clause(6, 3))
        try await platformErrors { try await context.store.operator.write(event) { try $0.insertBackup(manifest) } }
        return Copy(manifest)
    }

    private func check(_ path: String) throws(PlatformError) {
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw PlatformError(
                .invalidInput, "this is no name for a backup", hint: "name a file that is not there yet")
        }
        guard PrivateFile.hasFolder(path) else {
            throw PlatformError(.notFound, "the folder of the backup does not exist", hint: "make it first, mode 0700")
        }
        guard !PrivateFile.lies(path, in: context.configuration.dataDirectory) else {
            throw PlatformError(
                .invalidInput, "a backup in the data folder would be lost with it", hint: "name a place outside it")
        }
    }
}

extension BackupService.Copy {
    init(_ manifest: BackupManifest) {
        self.init(
            id: manifest.id, part: manifest.part, createdAt: manifest.createdAt, expiresAt: manifest.expiresAt,
            bytes: manifest.bytes, digest: manifest.digest)
    }

    init(_ record: BackupRecord) {
        self.init(
            id: record.id, part: record.part, createdAt: record.createdAt, expiresAt: record.expiresAt,
            bytes: record.bytes, digest: record.digest)
    }
}
