public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore
import Foundation

/// One screen about the installation, and a list of what is wrong with it (clauses 10.2, 10.3).
public struct HealthService: Sendable {
    let context: PlatformContext

    /// `status`: where things are and how they stand.
    public struct Status: Hashable, Sendable {
        public let installation: Installation.ID
        public let folder: String
        public let policyVersion: String
        public let rootKeySource: String
        /// The key file, if it is one.
        public let rootKeyPath: String?
        /// What named it: `environment`, `credentials` or `installation`.
        public let rootKeyOrigin: String
        public let tenants: Int
        public let oldestDueAt: Timestamp?
        public let due: Int
        /// How long the oldest row that is due has not been purged; 0 if nothing is due.
        public let purgeLagSeconds: Int
        public let lastPurgeAt: Timestamp?
        public let enabledKeys: Int
        public let destroyedKeys: Int
        public let databaseBytes: Int
        public let keyringBytes: Int
        public let ledgerBytes: Int
    }

    public func status(as principal: Principal) async throws(PlatformError) -> Status {
        try await context.authorised(principal, .installationRead)
        let retention = try await RetentionService(context: context).status(as: principal)
        let keys = try await platformErrors { try await context.store.keyring.counts() }
        let sizes = context.store.sizes()
        let rootKey = try rootKey()
        return Status(
            installation: context.installation.id, folder: context.configuration.dataDirectory,
            policyVersion: context.policy.version, rootKeySource: context.installation.rootKey.source,
            rootKeyPath: rootKey.path, rootKeyOrigin: rootKey.origin,
            tenants: try await context.allTenants().count,
            oldestDueAt: retention.items.compactMap(\.oldestDueAt).min(),
            due: retention.items.reduce(0) { $0 + $1.due }, purgeLagSeconds: retention.lagSeconds,
            lastPurgeAt: retention.lastRunAt,
            enabledKeys: keys[.enabled] ?? 0, destroyedKeys: keys[.destroyed] ?? 0,
            databaseBytes: sizes.database + sizes.databaseLog, keyringBytes: sizes.keyring + sizes.keyringLog,
            ledgerBytes: sizes.ledger)
    }

    private func rootKey() throws(PlatformError) -> (path: String?, origin: String) {
        let resolver = RootKeyResolver(
            configuration: context.configuration, folder: context.configuration.dataDirectory)
        let (source, origin) = try resolver.source(for: context.installation.rootKey)
        return ((source as? KeyFileSource)?.path, origin)
    }

    /// One thing that `doctor` looked at.
    public struct Finding: Hashable, Sendable {
        public enum Level: String, CaseIterable, Sendable { case ok, advice, problem }

        /// A word for scripts.
        public let check: String
        public let level: Level
        public let message: String
        public let hint: String?
    }

    /// Puts on record that a loss of committed events was accepted; the platform was opened with
    /// ``PlatformConfiguration/acceptedLosses``.
    public func recordAcceptedLoss(as principal: Principal) async throws(PlatformError) {
        try await context.authorised(principal, .installationAdminister)
        let event = try context.trail.operatorEvent(
            .lossAccepted, context.installation.id.rawValue, by: principal, at: context.now, clause: Clause(2, 5))
        try await platformErrors { try await context.store.operator.write(event) { _ in } }
    }

    /// Looks at files, modes, root key, structure, chains, ledger, clock and what is overdue.
    public func diagnose(as principal: Principal) async throws(PlatformError) -> [Finding] {
        try await context.authorised(principal, .installationRead)
        var findings = [rootKeyPlace(), folderMode(), library()]
        findings.append(try await integrity())
        findings.append(try await dataMap())
        findings.append(try await ledger())
        findings.append(try await chains(principal))
        findings.append(try await clock())
        findings.append(try await overdue(principal))
        findings.append(try await backups())
        findings.append(recoverySheet())
        findings.append(try await keyAge())
        findings.append(
            Finding(
                check: "publication", level: .advice, message: "controller, contact and hosting country are not set",
                hint: nil))
        return findings
    }

    private func rootKeyPlace() -> Finding {
        guard case .file(let path) = context.installation.rootKey else {
            return Finding(check: "rootKey", level: .ok, message: "the root key comes from a passphrase", hint: nil)
        }
        let folder = context.configuration.dataDirectory
        let isInside = !path.hasPrefix("/") || path.hasPrefix(folder + "/")
        return Finding(
            check: "rootKey", level: isInside ? .advice : .ok,
            message: isInside
                ? "the root key lies in the data folder, beside what it protects" : "the root key is a file",
            hint: isInside ? "move it and set AURA_ROOT_KEY_FILE" : nil)
    }

    private func recoverySheet() -> Finding {
        let madeAt = context.installation.recoverySheetAt
        return Finding(
            check: "recoverySheet", level: madeAt == nil ? .advice : .ok,
            message: madeAt == nil
                ? "no recovery sheet of the root key was made" : "a recovery sheet of the root key was handed out",
            hint: madeAt == nil ? "aura rootkey rotate --to FILE, or keep a copy of the root key in a safe place" : nil)
    }

    private func keyAge() async throws(PlatformError) -> Finding {
        let ages = try await KeyAges(context: context).all()
        let (policy, now) = (StandardPolicy.keyRotation, context.now)
        let rootIsDue = policy.isDue(madeAt: ages.rootKeyCreatedAt, blocks: 0, now: now)
        let isDue = rootIsDue || ages.due > 0
        return Finding(
            check: "keyAge", level: isDue ? .advice : .ok,
            message: isDue
                ? "\(rootIsDue ? "the root key, " : "")\(ages.tenantKeysDue) tenant keys and \(ages.ownerKeysDue) owner keys are due"
                : "no key is due to be rotated; at most \(ages.blocks) blocks are sealed under one",
            hint: rootIsDue
                ? "aura rootkey rotate"
                : isDue ? "aura key rewrap --due; aura key rotate for an LLM key" : nil)
    }

    private func folderMode() -> Finding {
        let mode = PrivateFile.mode(of: context.configuration.dataDirectory) ?? 0
        let isPrivate = mode & 0o077 == 0
        return Finding(
            check: "folderMode", level: isPrivate ? .ok : .problem,
            message: isPrivate ? "the data folder is private" : "others may enter the data folder",
            hint: isPrivate ? nil : "chmod 0700 \(context.configuration.dataDirectory)")
    }

    private func library() -> Finding {
        Finding(check: "sqlite", level: .ok, message: "SQLite \(Store.sqliteVersion), behind one write gate", hint: nil)
    }

    private func integrity() async throws(PlatformError) -> Finding {
        do {
            try await context.store.integrity()
            return Finding(check: "structure", level: .ok, message: "both databases are sound", hint: nil)
        } catch {
            return Finding(
                check: "structure", level: .problem, message: PlatformError(error).message,
                hint: "restore from a backup")
        }
    }

    private func dataMap() async throws(PlatformError) -> Finding {
        let breaches = try await context.lint()
        let first = breaches.first.map { "\($0.rule.rawValue) at \($0.place)" } ?? ""
        return Finding(
            check: "dataMap", level: breaches.isEmpty ? .ok : .problem,
            message: breaches.isEmpty
                ? "the data map covers every column, and keeps \(DataMapRule.allCases.count) rules"
                : "\(breaches.count) breaches of the data map's rules, the first: \(first)",
            hint: breaches.isEmpty ? nil : "report this as a bug")
    }

    private func ledger() async throws(PlatformError) -> Finding {
        do {
            let entries = try await context.store.ledger.verify()
            return Finding(check: "ledger", level: .ok, message: "\(entries) ledger entries verified", hint: nil)
        } catch {
            return Finding(check: "ledger", level: .problem, message: PlatformError(error).message, hint: nil)
        }
    }

    private func chains(_ principal: Principal) async throws(PlatformError) -> Finding {
        let reports = try await AuditService(context: context).verify(as: principal)
        let broken = reports.count { !$0.holds }
        let entries = reports.reduce(0) { $0 + $1.entries }
        return Finding(
            check: "audit", level: broken == 0 ? .ok : .problem,
            message: broken == 0
                ? "\(entries) audit entries in \(reports.count) chains verified" : "\(broken) audit chains are broken",
            hint: broken == 0 ? nil : "aura audit verify")
    }

    private func clock() async throws(PlatformError) -> Finding {
        let refusal = try await context.clockRefusal(acceptsJump: false)
        return Finding(
            check: "clock", level: refusal == nil ? .ok : .problem,
            message: refusal?.sentence ?? "the clock fits what was recorded",
            hint: refusal == nil ? nil : "set the machine's clock")
    }

    /// Which copies can still be read, and until when: so long lives what was erased in them.
    private func backups() async throws(PlatformError) -> Finding {
        let now = context.now
        let copies = try await platformErrors {
            try await context.store.operator.read { try $0.backups(limit: Limits.listRows) }
        }
        let alive = copies.filter { $0.expiresAt.map { $0 > now } ?? true }
        let parts = BackupManifest.Part.allCases.map { part in
            let ends = alive.filter { $0.part == part }
            guard let end = ends.compactMap(\.expiresAt).max() else { return "\(ends.count) of the \(part.rawValue)" }
            return "\(ends.count) of the \(part.rawValue) until \(end.date)"
        }
        return Finding(
            check: "backups", level: alive.isEmpty ? .advice : .ok,
            message: alive.isEmpty ? "no backup is known of" : "copies: " + parts.joined(separator: ", "),
            hint: alive.isEmpty ? "aura backup create FILE" : nil)
    }

    private func overdue(_ principal: Principal) async throws(PlatformError) -> Finding {
        let status = try await RetentionService(context: context).status(as: principal)
        let due = status.items.reduce(0) { $0 + $1.due }
        return Finding(
            check: "retention", level: status.isOverdue ? .problem : .ok,
            message: status.isOverdue ? "\(due) items are due, some for more than a day" : "\(due) items are due",
            hint: due > 0 ? "aura retention plan" : nil)
    }
}
