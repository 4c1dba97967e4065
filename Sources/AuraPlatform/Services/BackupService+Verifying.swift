public import AuraCore
import AuraCrypto
import AuraStore

extension BackupService {
    /// What a look into a backup has found.
    public struct Verification: Hashable, Sendable {
        public let copy: Copy
        /// Sealed values, wrapped keys or ledger entries that were verified; nothing if bytes alone were compared.
        public let verified: Int?
        /// Values and keys that were destroyed since: nobody can read them any more.
        public let unreadable: Int?
    }

    /// Reads a backup file whole and compares every byte with what was written. No installation is needed.
    public static func verify(_ path: String) async throws(PlatformError) -> Verification {
        let manifest = try mappingErrors { try BackupFile(path: path, digests: Vault.digests).verified() }
        return Verification(copy: Copy(manifest), verified: nil, unreadable: nil)
    }

    /// Reads a backup of this installation whole: every byte is compared with what was written, and of its content the
    /// tag of every sealed value, the wrap of every key, or the chain of the ledger is verified (FAULTS.md BK2).
    /// Nothing is decrypted but keys.
    ///
    /// - Throws: `integrity` with the place of the first value that does not verify, or whose key is neither in the
    ///   keyring nor in the ledger; `rootKeyWrong` for a keyring under another root key.
    public func verify(_ path: String, as principal: Principal) async throws(PlatformError) -> Verification {
        try await context.authorised(principal, .installationAdminister)
        let copy = try await platformErrors {
            try await context.store.copy(of: BackupFile(path: path, digests: Vault.digests))
        }
        let report: SealedValueCheck.Report
        switch copy.manifest.part {
        case .data: report = try await SealedValueCheck(context: context).of(copy)
        case .keyring: report = try await keys(of: copy)
        case .ledger:
            let entries = try await platformErrors { try await copy.verifyLedger() }
            report = SealedValueCheck.Report(whole: entries)
        }
        guard report.broken == 0 else {
            throw PlatformError(
                .integrity, "\(report.broken) values of the backup do not verify, the first in \(report.place ?? "it")",
                hint: "keep it apart, and make another: aura backup create")
        }
        return Verification(copy: Copy(copy.manifest), verified: report.whole, unreadable: report.unreadable)
    }

    private func rootVault() async throws(PlatformError) -> Vault {
        let rootKey = try await context.custody.readRootKey()
        return try mappingErrors { try Vault(rootKey: rootKey) }
    }

    /// Unwraps every key, in a vault of its own.
    private func keys(of copy: BackupCopy) async throws(PlatformError) -> SealedValueCheck.Report {
        let vault = try await rootVault()
        var report = SealedValueCheck.Report()
        let wrapping = try await platformErrors { try await copy.tenantKeys() }
        guard wrapping.allSatisfy(vault.canUnwrap) else { throw PlatformError(StoreError.otherRootKey) }
        for key in wrapping { try? vault.admit(key) }
        var last: KeyID?
        while true {
            let page = try await platformErrors { [last] in try await copy.keys(after: last, limit: Limits.batchRows) }
            guard let end = page.last else { return report }
            last = end.id
            for key in page {
                guard key.state != .destroyed else {
                    report.unreadable += 1
                    continue
                }
                do throws(VaultError) {
                    try vault.verify(key, isAlso: key.wrapped)
                    report.whole += 1
                } catch {
                    report.broken += 1
                    report.place = report.place ?? "wrappedKey.wrapped"
                }
            }
        }
    }
}
