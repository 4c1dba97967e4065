package import AuraCore
import AuraCrypto
import AuraStore

/// Rotates the root key (VAULT.md §2). Every key at the top is wrapped by the next root key too, in one transaction of
/// the keyring, and proved; then `installation.json` names the next source; then the next becomes the only one. Up to
/// that last step either root key opens the installation, from it on the new one alone.
package struct RootRotation: Sendable {
    let context: PlatformContext
    let principal: Principal

    /// For the installation that a platform has open.
    package init(_ platform: Platform, as principal: Principal) {
        self.init(context: platform.context, principal: principal)
    }

    init(context: PlatformContext, principal: Principal) {
        self.context = context
        self.principal = principal
    }

    /// Adds the next root key and proves each wrap by it. The current one stays in use.
    ///
    /// - Returns: The next root key's id.
    /// - Throws: `invalidInput` for the current root key, `exists` for one that was ever in use.
    package func add(_ secret: SecretBytes) async throws(PlatformError) -> KeyID {
        let keyring = context.store.keyring
        let next = try mappingErrors { try Vault.fingerprint(ofRootKey: secret) }
        let roots = try await platformErrors { try await keyring.rootKeys() }
        guard next != roots.current else {
            throw PlatformError(
                .invalidInput, "this is the root key that is in use", hint: "name a new file, or another passphrase")
        }
        if let other = roots.next, other != next {
            // A rotation that was stopped before it was decided.
            let now = context.now
            guard try await platformErrors({ try await keyring.abandonRootKey(other, at: now) }) else {
                throw PlatformError(
                    .planStale, "another root key is being added", hint: "finish it: rotate with that root key")
            }
        }
        try mappingErrors { _ = try context.vault.add(rootKey: secret, isCurrent: false) }
        do throws(PlatformError) {
            try await wrapAll(by: next)
        } catch {
            guard error.code == .exists else { throw error }
            throw PlatformError(
                .exists, "this root key was used before and retired", hint: "a root key is never used twice")
        }
        try await prove(next)
        try FaultPoint.passed(.rotateAdded)
        return next
    }

    /// Decides the rotation for a key file: from here on the next open finishes it.
    package func decide(_ next: KeyID, file path: String) async throws(PlatformError) {
        _ = try await decide(next, source: .file(path: path), makesSheet: false)
    }

    /// The same for any source.
    func decide(
        _ next: KeyID, source: InstallationFile.RootKey, makesSheet: Bool
    ) async throws(PlatformError) -> Job {
        let now = context.now
        let memo = RootRotationMemo(next: next, source: source, sheetAt: makesSheet ? now : nil)
        let job = Job(id: .make(at: now), tenant: nil, kind: .rootKey, plan: memo.json, startedAt: now)
        let event = try context.trail.operatorEvent(
            .rootKeyAdded, next.description, by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors { try await context.store.operator.write(event) { try $0.insertJob(job) } }
        try FaultPoint.passed(.rotatePromoted)
        return job
    }

    /// Ends rotations that were decided and then interrupted, before another is begun.
    func finishEarlier() async throws(PlatformError) {
        let jobs = try await platformErrors {
            try await context.store.operator.read { try $0.unfinishedJobs(limit: Limits.tenants) }
        }
        for job in jobs where job.kind == .rootKey { try await finish(job) }
    }

    /// Names the next source, makes the next root key the only one, and ends the job. May be repeated.
    func finish(_ job: Job) async throws(PlatformError) {
        guard let memo = RootRotationMemo(job.plan),
            try await platformErrors({ try await context.store.keyring.rootKeys() }).admits(memo.next)
        else { throw JobRecovery.unreadable }
        var file = context.installation
        file.rootKey = memo.source
        file.recoverySheetAt = memo.sheetAt
        try context.replaceInstallation(file)
        try FaultPoint.passed(.rotateRootWritten)
        let now = context.now
        var missing = 1
        while missing > 0 {
            missing = try await platformErrors {
                try await context.store.keyring.promoteRootKey(memo.next, at: now)
            }
            if missing > 0 {
                // A tenant was added meanwhile, under the old root key.
                try await context.custody.follow(memo.next)
                try await wrapAll(by: memo.next)
                try await prove(memo.next)
            }
        }
        context.vault.useRootKey(memo.next)
        try FaultPoint.passed(.rotateFingerprint)
        let event = try context.trail.operatorEvent(
            .rootKeyRotated, memo.next.description, by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors {
            try await context.store.operator.write(event) { try $0.finishJob(job.id, leaving: memo.json, at: now) }
            try await context.store.truncateLogs()
        }
    }

    /// Wraps, in one transaction, what the next root key does not wrap yet.
    private func wrapAll(by next: KeyID) async throws(PlatformError) {
        let (keyring, vault, now) = (context.store.keyring, context.vault, context.now)
        var wraps: [KeyID: SealedValue] = [:]
        try await forEachKey { key throws(PlatformError) in
            guard (key.nextWrapped ?? key.wrapped).keyInHeader != next else { return }
            wraps[key.id] = try mappingErrors { try vault.rewrap(key, by: next) }
        }
        let all = wraps
        try await platformErrors { try await keyring.addRootKey(next, wraps: all, at: now) }
    }

    /// Reads every key again and compares what both wraps hold.
    private func prove(_ next: KeyID) async throws(PlatformError) {
        try await forEachKey { key throws(PlatformError) in
            guard let wrap = key.nextWrapped, wrap.keyInHeader == next else { return }
            try mappingErrors { try context.vault.verify(key, isAlso: wrap) }
        }
    }

    private func forEachKey(_ body: (WrappedKey) throws(PlatformError) -> Void) async throws(PlatformError) {
        var last: KeyID?
        while true {
            let page = try await platformErrors { [last] in
                try await context.store.keyring.rootWrappedKeys(after: last, limit: Limits.listRows)
            }
            for key in page { try body(key) }
            guard page.count == Limits.listRows else { return }
            last = page.last?.id
        }
    }
}

/// What a rotation of the root key remembers: fingerprint and source, no secret.
struct RootRotationMemo: Hashable, Sendable {
    let next: KeyID
    let source: InstallationFile.RootKey
    let sheetAt: Timestamp?

    init(next: KeyID, source: InstallationFile.RootKey, sheetAt: Timestamp?) {
        self.next = next
        self.source = source
        self.sheetAt = sheetAt
    }

    var json: JSONValue {
        ["next": .string(next.description), "rootKey": source.json, "sheetAt": JSONValue(sheetAt)]
    }

    init?(_ json: JSONValue) {
        guard let next = json["next"]?.string.flatMap(KeyID.init),
            let source = json["rootKey"].flatMap(InstallationFile.RootKey.init)
        else { return nil }
        self.init(next: next, source: source, sheetAt: json["sheetAt"]?.string.flatMap(Timestamp.init))
    }
}
