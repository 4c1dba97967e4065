public import AuraCore
import AuraCrypto
import AuraStore

extension Platform {
    /// What the recovery of a root key did.
    public struct RecoveryReport: Hashable, Sendable {
        public let rootKey: RootKeyService.Overview
        /// Whether the key file was made, or was there already with the same key.
        public let isNew: Bool
    }

    /// Makes the root key's file anew from its recovery sheet; the installation then takes it from there.
    ///
    /// - Parameters:
    ///   - sheet: The sheet, or its four numbered lines.
    ///   - path: The key file to make, mode 0400; nothing means the place where the installation looks for it.
    /// - Throws: `invalidInput` for a mistyped sheet, `rootKeyWrong` if it is of a root key that was rotated since,
    ///   `exists` if another key lies at that place.
    public static func recoverRootKey(
        _ configuration: PlatformConfiguration, sheet: SecretBytes, to path: String?, as principal: Principal
    ) async throws(PlatformError) -> RecoveryReport {
        let folder = configuration.dataDirectory
        guard var installation = try InstallationFile.read(from: folder), installation.state == .ready else {
            throw PlatformError(.noStore, "there is no installation in \(folder)", hint: "name another with --data")
        }
        let secret = try RecoverySheet.rootKey(from: sheet, of: installation.id)
        let platform: Platform
        do throws(PlatformError) {
            platform = try await open(configuration, installation, rootKey: secret)
        } catch {
            guard error.code == .rootKeyWrong else { throw error }
            throw PlatformError(
                .rootKeyWrong, "this sheet is of a root key that was rotated since",
                hint: "use the sheet that was made with that rotation")
        }
        defer { platform.close() }
        try await platform.context.authorised(principal, .installationAdminister)
        if let path { installation.rootKey = .file(path: path) }
        guard case .file(let place) = installation.rootKey else {
            throw PlatformError(
                .invalidInput, "this installation's root key is no file", hint: "name one: --root-key file:PATH")
        }
        let whole = place.hasPrefix("/") ? place : folder + "/" + place
        guard !configuration.isDryRun else {
            return RecoveryReport(
                rootKey: try await platform.rootKey.status(as: principal), isNew: !PrivateFile.exists(whole))
        }
        let isNew = try await keep(secret, at: whole)
        try platform.context.replaceInstallation(installation)
        let context = platform.context
        let event = try context.trail.operatorEvent(
            .rootKeyRecovered, installation.id.rawValue, by: principal, at: context.now, clause: Clause(10, 2))
        try await platformErrors { try await context.store.operator.write(event) { _ in } }
        return RecoveryReport(rootKey: try await platform.rootKey.status(as: principal), isNew: isNew)
    }

    private static func keep(_ secret: SecretBytes, at path: String) async throws(PlatformError) -> Bool {
        let file = KeyFileSource(path: path)
        do {
            if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
                try PrivateFile.makeFolder(String(path[..<slash]))
            }
            if try file.create(holding: secret) { return true }
            let there = try await file.rootKey()
            guard try Vault.fingerprint(ofRootKey: there) == Vault.fingerprint(ofRootKey: secret) else {
                throw PlatformError(
                    .exists, "another root key lies at \(path)", hint: "name another place: --root-key file:PATH")
            }
            return false
        } catch {
            throw PlatformError(mapping: error)
        }
    }
}
