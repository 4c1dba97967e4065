public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

extension Platform {
    /// What a restore did.
    public struct RestoreReport: Hashable, Sendable {
        public let copy: BackupService.Copy
        public let installation: Installation.ID
        /// Whether the installation opens now; if not, a part is still missing.
        public let isReady: Bool
        /// What is missing.
        public let missing: String?
        /// The receipt of what was erased once more, if the copy was older than the ledger.
        public let replay: DeletionReceipt.ID?
    }

    /// Whose backup a file is, for a person to confirm.
    public static func installation(ofBackup path: String) throws(PlatformError) -> Installation.ID {
        try mappingErrors { try BackupFile(path: path, digests: Vault.digests).manifest().installation }
    }

    /// Puts one part back from its file, into the folder of the same installation or an empty one, and opens the
    /// installation, which erases again what was erased since (clause 6.3, VAULT.md §5).
    ///
    /// Nothing of what is there is touched before the whole file has been verified. The data comes first, then the
    /// keys, then the ledger; the newest ledger, always.
    ///
    /// - Throws: `notFound`, `integrity` for a file that is damaged, another installation's or older than what it must
    ///   go with, `rootKeyWrong`, `storeLocked` while somebody has the part open.
    public static func restore(
        _ path: String, _ configuration: PlatformConfiguration, as principal: Principal
    ) async throws(PlatformError) -> RestoreReport {
        let backup = BackupFile(path: path, digests: Vault.digests)
        let manifest = try mappingErrors { try backup.verified() }
        let folder = configuration.dataDirectory
        let installation = try installationFile(for: manifest, in: folder)
        let rootKey = try await RootKeyResolver(configuration: configuration, folder: folder)
            .rootKey(for: installation.rootKey)
        let rootKeyID = try mappingErrors { try Vault(rootKey: rootKey).rootKeyID }
        guard !configuration.isDryRun else {
            return RestoreReport(
                copy: BackupService.Copy(manifest), installation: manifest.installation, isReady: false, missing: nil,
                replay: nil)
        }
        try PrivateFile.makeFolder(folder)
        _ = try await platformErrors {
            try await Store.restore(
                backup, into: folder, rootKey: rootKeyID, digests: Vault.digests, waiting: configuration.waiting)
        }
        if try InstallationFile.read(from: folder) == nil { try installation.write(to: folder) }
        return try await opened(manifest, configuration, principal)
    }

    private static func opened(
        _ manifest: BackupManifest, _ configuration: PlatformConfiguration, _ principal: Principal
    ) async throws(PlatformError) -> RestoreReport {
        let begun = configuration.clock.now
        for part in BackupManifest.Part.allCases where !Store.has(part, in: configuration.dataDirectory) {
            return RestoreReport(
                copy: BackupService.Copy(manifest), installation: manifest.installation, isReady: false,
                missing: part.rawValue, replay: nil)
        }
        let platform = try await open(configuration)
        defer { platform.close() }
        try FaultPoint.passed(.restoreReplayed)
        let context = platform.context
        let event = try context.trail.operatorEvent(
            .backupRestored, manifest.id.rawValue, by: principal, at: context.now, clause: Clause(6, 3))
        try await platformErrors { try await context.store.operator.write(event) { _ in } }
        let newest = try await platformErrors { try await context.store.operator.read { try $0.receipts(limit: 1) } }
        let replay = newest.first { $0.action == .replay && $0.id.moment >= begun }
        return RestoreReport(
            copy: BackupService.Copy(manifest), installation: manifest.installation, isReady: true, missing: nil,
            replay: replay?.id)
    }

    /// The folder's own `installation.json`, else the one that the backup of the data carries.
    private static func installationFile(
        for manifest: BackupManifest, in folder: String
    ) throws(PlatformError) -> InstallationFile {
        if let present = try InstallationFile.read(from: folder) {
            guard present.id == manifest.installation else {
                throw PlatformError(
                    .integrity, "the backup is of another installation",
                    hint: "name the folder of \(manifest.installation)")
            }
            return present
        }
        guard manifest.part == .data else {
            throw PlatformError(
                .noStore, "there is no installation in \(folder) yet", hint: "restore the part data first")
        }
        return try InstallationFile(manifest.installationFile)
    }
}
