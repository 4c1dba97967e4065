public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore
import Foundation

extension Platform {
    /// Where `initialise` gets the root key from.
    public enum RootKeyChoice: Hashable, Sendable {
        /// 32 raw bytes in a file; made with mode 0400 if it is not there. A relative path counts from the data folder.
        case file(path: String)
        /// A file of this folder that is named after the installation: `<ins id>.key`.
        case configured(folder: String)
        /// Derived from a passphrase by scrypt; the parameters are stored, the passphrase is asked for.
        case passphrase
        /// What a command writes to standard output: exactly 32 raw bytes, from a KMS or `systemd-creds`.
        case command(String)
    }

    /// What `initialise` did.
    public struct InitialisationReport: Hashable, Sendable {
        public let id: Installation.ID
        public let folder: String
        public let createdAt: Timestamp
        public let rootKeySource: String
        public let rootKeyPath: String?
        public let isDemo: Bool
        /// Whether this call made it, or would have in a dry run.
        public let isNew: Bool
        /// The recovery sheet, if one was asked for and this call made the installation; it is not kept.
        public var recoverySheet: RecoverySheet?

        /// The audit events of making it, or those that a dry run predicts; none if it was there already.
        public var events: [AuditAction: Int] {
            guard isNew else { return [:] }
            return (isDemo ? DemoContent.events : [:]).merging([.installationInitialised: 1]) { $0 + $1 }
        }
    }

    /// Makes an installation, or finishes one that was begun: root key, keyring, ledger, database, first audit event.
    ///
    /// - Parameters:
    ///   - ifMissing: A finished installation is then no error.
    ///   - makesRecoverySheet: Whether the root key is handed out once, in a form that can be typed in again.
    ///   - isDemo: Adds the tenant `demo` with a bot and 120 days of history, written through the same use cases
    ///     by a clock that only goes forward, up to the real time (FAULTS.md R13).
    /// - Throws: `exists` for a finished installation or a folder that holds something else.
    public static func initialise(
        _ configuration: PlatformConfiguration, rootKey choice: RootKeyChoice, ifMissing: Bool = false,
        isDemo: Bool = false, makesRecoverySheet: Bool = false, as principal: Principal
    ) async throws(PlatformError) -> InitialisationReport {
        let folder = configuration.dataDirectory
        let existing = try InstallationFile.read(from: folder)
        if let existing, existing.state == .ready {
            guard ifMissing else {
                throw PlatformError(
                    .exists, "there is an installation in \(folder) already",
                    hint: "use --if-missing, or another folder")
            }
            return report(existing, folder, isNew: false)
        }
        if existing == nil, !isEmpty(folder) {
            throw PlatformError(.exists, "\(folder) holds something else", hint: "name a new or an empty folder")
        }
        let realClock = configuration.clock
        var configuration = configuration
        let demoClock = isDemo ? DemoClock(endingAt: realClock) : nil
        if let demoClock { configuration.clock = demoClock.clock }
        let installation: InstallationFile
        if let existing {
            installation = existing
        } else {
            installation = try newInstallation(choice, at: configuration.clock.now, isDemo: isDemo)
        }
        guard !configuration.isDryRun else { return report(installation, folder, isNew: true) }

        try PrivateFile.makeFolder(folder)
        try installation.write(to: folder)
        // Nothing in an installation that was never ready was ever acknowledged.
        if existing != nil { try await platformErrors { try await Store.discard(at: folder) } }
        let secret = try await makeRootKey(configuration, installation.rootKey)
        try FaultPoint.passed(.initKeyFile)
        try await makeStore(configuration, installation, secret, principal)
        if let demoClock {
            let platform = try await open(configuration, installation, rootKey: secret)
            try await DemoContent(platform: platform, clock: demoClock).write()
            platform.close()
        }
        try FaultPoint.passed(.initReady)
        var finished = installation
        finished.state = .ready
        if makesRecoverySheet { finished.recoverySheetAt = installation.createdAt }
        try finished.write(to: folder)
        var made = report(finished, folder, isNew: true)
        if makesRecoverySheet {
            made.recoverySheet = try mappingErrors {
                try RecoverySheet(rootKey: secret, of: installation.id, at: installation.createdAt)
            }
        }
        return made
    }

    private static func newInstallation(
        _ choice: RootKeyChoice, at now: Timestamp, isDemo: Bool
    ) throws(PlatformError) -> InstallationFile {
        let id = Installation.ID.make(at: now)
        let rootKey: InstallationFile.RootKey =
            switch choice {
            case .file(let path): .file(path: path)
            case .configured(let folder): .file(path: "\(folder)/\(id).key")
            case .passphrase: .passphrase(scrypt: try mappingErrors { try ScryptParameters.standard() }.json)
            case .command(let line): .command(line)
            }
        return InstallationFile(
            id: id, createdAt: now, rootKey: rootKey, state: .initialising, isDemo: isDemo)
    }

    /// The root key of a source; a key file that is not there is made.
    static func makeRootKey(
        _ configuration: PlatformConfiguration, _ rootKey: InstallationFile.RootKey
    ) async throws(PlatformError) -> SecretBytes {
        let resolver = RootKeyResolver(configuration: configuration, folder: configuration.dataDirectory)
        if let file = try resolver.source(for: rootKey).source as? KeyFileSource,
            !PrivateFile.exists(file.path)
        {
            if let slash = file.path.lastIndex(of: "/"), slash > file.path.startIndex {
                try PrivateFile.makeFolder(String(file.path[..<slash]))
            }
            do {
                try file.create()
            } catch {
                throw PlatformError(error)
            }
        }
        return try await resolver.rootKey(for: rootKey)
    }

    private static func makeStore(
        _ configuration: PlatformConfiguration, _ installation: InstallationFile, _ secret: SecretBytes,
        _ principal: Principal
    ) async throws(PlatformError) {
        let vault = try mappingErrors { try Vault(rootKey: secret) }
        let now = installation.createdAt
        var keys: [WrappedKey] = []
        for kind in KeyKind.allCases where kind.isOfInstallation {
            keys.append(
                try mappingErrors {
                    try vault.makeKey(
                        kind, tenant: "-", wrappedBy: vault.rootKeyID, dataClass: nil, period: .none, at: now)
                })
        }
        guard let operatorKey = keys.first(where: { $0.kind == .operator })?.id else { return }
        let trail = AuditTrail(vault: vault, operatorKey: operatorKey)
        let event = try trail.operatorEvent(
            .installationInitialised, installation.id.rawValue, by: principal, at: now, clause: Clause(10, 2))
        let made = keys
        let store = try await platformErrors {
            try await Store.create(
                at: configuration.dataDirectory, installation: installation.id, rootKey: vault.rootKeyID, keys: made,
                policyVersion: StandardPolicy.document.version, event: event, at: now, digests: Vault.digests)
        }
        store.reserve.fill(leaving: configuration.minimumFree)
        try mappingErrors { try store.close() }
    }

    private static func isEmpty(_ folder: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty ?? true
    }

    private static func report(
        _ installation: InstallationFile, _ folder: String, isNew: Bool
    ) -> InitialisationReport {
        var path: String?
        if case .file(let file) = installation.rootKey { path = file }
        return InitialisationReport(
            id: installation.id, folder: folder, createdAt: installation.createdAt,
            rootKeySource: installation.rootKey.source, rootKeyPath: path, isDemo: installation.isDemo, isNew: isNew)
    }
}
