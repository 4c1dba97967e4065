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
        /// Whether the ledger was lost and is begun anew, with what the keyring knows.
        public let isLedgerRenewed: Bool
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
    /// ledger, the newest there is, then the keys: refused where data and keys would lie together without a ledger that
    /// knows all they have applied.
    ///
    /// - Parameter withoutLedger: Go on although that ledger is lost: it is begun anew with what the keyring in place
    ///   knows. What was erased after that keyring was copied, and purged since the data was, may return.
    /// - Throws: `notFound`, `integrity` for a file that is damaged, another installation's or older than what it must
    ///   go with, `rootKeyWrong`, `storeLocked` while somebody has the part open.
    public static func restore(
        _ path: String, withoutLedger: Bool = false, _ configuration: PlatformConfiguration, as principal: Principal
    ) async throws(PlatformError) -> Outcome<RestoreReport> {
        let backup = BackupFile(path: path, digests: Vault.digests)
        let manifest = try mappingErrors { try backup.verified() }
        guard !withoutLedger || manifest.part != .ledger else {
            throw PlatformError(.invalidInput, "this backup is a ledger", hint: "leave out --without-ledger")
        }
        let folder = configuration.dataDirectory
        let installation = try installationFile(for: manifest, in: folder)
        let rootKey = try await RootKeyResolver(configuration: configuration, folder: folder)
            .rootKey(for: installation.rootKey)
        let rootKeyID = try mappingErrors { try Vault(rootKey: rootKey).rootKeyID }
        guard !configuration.isDryRun else {
            return .done(RestoreReport(manifest))
        }
        try PrivateFile.makeFolder(folder)
        let present = try InstallationFile.read(from: folder)
        var restored = installation
        restored.restoredAt = configuration.clock.now
        // Before the swap: a kill after it must not leave keys to be collected that newer data needs yet.
        if present != nil { try restored.write(to: folder) }
        do {
            _ = try await Store.restore(
                backup, into: folder, rootKey: rootKeyID, isLedgerLost: withoutLedger, digests: Vault.digests,
                waiting: configuration.waiting)
        } catch {
            try? present?.write(to: folder)
            guard error == .ledgerLost else { throw PlatformError(mapping: error) }
            return .refused(
                Refusal(
                    .ledgerLost, Clause(6, 3), "the ledger that tells what was erased since this backup is not here"))
        }
        if present == nil { try restored.write(to: folder) }
        var accepting = configuration
        if withoutLedger { accepting.acceptedLosses = [.erasureLedger] }
        return .done(try await opened(manifest, accepting, principal))
    }

    private static func opened(
        _ manifest: BackupManifest, _ configuration: PlatformConfiguration, _ principal: Principal
    ) async throws(PlatformError) -> RestoreReport {
        let begun = configuration.clock.now
        let order: [BackupManifest.Part] = [.data, .ledger, .keyring]
        if let missing = order.first(where: { !Store.has($0, in: configuration.dataDirectory) }),
            missing != .ledger || configuration.acceptedLosses.isEmpty
        {
            return RestoreReport(manifest, missing: missing)
        }
        let platform = try await open(configuration)
        defer { platform.close() }
        try FaultPoint.passed(.restoreReplayed)
        let context = platform.context
        let event = try context.trail.operatorEvent(
            .backupRestored, manifest.id.rawValue, by: principal, at: context.now, clause: Clause(6, 3))
        try await platformErrors { try await context.store.operator.write(event) { _ in } }
        let isRenewed = !configuration.acceptedLosses.isEmpty
        if isRenewed { try await platform.health.recordAcceptedLoss(as: principal) }
        let newest = try await platformErrors { try await context.store.operator.read { try $0.receipts(limit: 1) } }
        let replay = newest.first { $0.action == .replay && $0.id.moment >= begun }
        return RestoreReport(manifest, isReady: true, isLedgerRenewed: isRenewed, replay: replay?.id)
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

extension Platform.RestoreReport {
    fileprivate init(
        _ manifest: BackupManifest, isReady: Bool = false, missing: BackupManifest.Part? = nil,
        isLedgerRenewed: Bool = false, replay: DeletionReceipt.ID? = nil
    ) {
        self.init(
            copy: BackupService.Copy(manifest), installation: manifest.installation, isReady: isReady,
            missing: missing?.rawValue, isLedgerRenewed: isLedgerRenewed, replay: replay)
    }
}
