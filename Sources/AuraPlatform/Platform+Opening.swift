import AuraCore
import AuraCrypto
import AuraStore

extension Platform {
    /// Opens the installation in the configured folder and finishes what a crash has interrupted.
    ///
    /// - Throws: `noStore` if there is none, `rootKeyMissing` or `rootKeyWrong`, `integrity` if a part is missing,
    ///   damaged, older than the others or another installation's, `storeLocked`.
    public static func open(_ configuration: PlatformConfiguration) async throws(PlatformError) -> Platform {
        let folder = configuration.dataDirectory
        guard let installation = try InstallationFile.read(from: folder) else {
            throw PlatformError(
                .noStore, "there is no installation in \(folder)",
                hint: "aura init \(folder), or name another with --data")
        }
        guard installation.state == .ready else {
            throw PlatformError(
                .noStore, "the installation in \(folder) was not finished", hint: "run aura init \(folder) again")
        }
        let rootKey = try await RootKeyResolver(configuration: configuration, folder: folder)
            .rootKey(for: installation.rootKey)
        let platform = try await open(configuration, installation, rootKey: rootKey)
        if !configuration.isDryRun {
            platform.context.store.reserve.fill(leaving: configuration.minimumFree)
            try await Upkeep.settle(platform.context)
        }
        return platform
    }

    /// Which installation a data folder holds, without opening it.
    public static func installation(in folder: String) throws(PlatformError) -> Installation.ID {
        guard let installation = try InstallationFile.read(from: folder) else {
            throw PlatformError(.noStore, "there is no installation in \(folder)", hint: "name another with --data")
        }
        return installation.id
    }

    static func open(
        _ configuration: PlatformConfiguration, _ installation: InstallationFile, rootKey: SecretBytes
    ) async throws(PlatformError) -> Platform {
        let vault = try mappingErrors { try Vault(rootKey: rootKey) }
        let store = try await platformErrors {
            try await Store.open(
                at: configuration.dataDirectory, installation: installation.id, digests: Vault.digests,
                waiting: configuration.waiting, discardsWrites: configuration.isDryRun,
                accepting: configuration.acceptedLosses)
        }
        guard try await platformErrors({ try await store.keyring.rootKeys() }).admits(vault.rootKeyID) else {
            throw PlatformError(
                .rootKeyWrong, "this is not the root key of the installation in \(configuration.dataDirectory)",
                hint: "set AURA_ROOT_KEY_FILE to the right key file")
        }
        let keys = try await admitInstallationKeys(store, vault)
        let context = PlatformContext(
            configuration: configuration, installation: installation, store: store, vault: vault, keys: keys)
        return Platform(context: context)
    }

    private static func admitInstallationKeys(
        _ store: Store, _ vault: Vault
    ) async throws(PlatformError) -> InstallationKeys {
        func admitted(_ kind: KeyKind) async throws(PlatformError) -> KeyID {
            let key = try await platformErrors { try await store.keyring.key(kind) }
            guard let key else {
                throw PlatformError(
                    .integrity, "keyring.db lacks the installation's \(kind.rawValue) key", hint: "restore keyring.db")
            }
            try mappingErrors { try vault.admit(key) }
            return key.id
        }
        return InstallationKeys(
            operatorKey: try await admitted(.operator), ledgerKey: try await admitted(.ledger),
            signingKey: try await admitted(.signing))
    }
}
