import AuraCore
import AuraCrypto
import AuraStore
import Synchronization

/// Brings wrapped keys from the keyring to the vault, and new keys from the vault to the keyring.
///
/// Before each operation the keyring is read again; every key that was destroyed since the last look, by this process
/// or another, is dropped from memory first (FAULTS.md R3).
struct KeyCustody: Sendable {
    let vault: Vault
    let keyring: KeyringStore
    let isDryRun: Bool
    /// Reads the root key again from where the installation says it is now.
    let readRootKey: @Sendable () async throws(PlatformError) -> SecretBytes
    private let seen: SeenEpoch

    init(
        vault: Vault, keyring: KeyringStore, isDryRun: Bool,
        readRootKey: @escaping @Sendable () async throws(PlatformError) -> SecretBytes
    ) {
        self.vault = vault
        self.keyring = keyring
        self.isDryRun = isDryRun
        self.readRootKey = readRootKey
        seen = SeenEpoch()
    }

    /// Makes the vault hold the tenant's key and the named ones.
    @discardableResult
    func prepare(
        _ tenant: Tenant.ID, owners: Set<KeyID> = [], periods: Set<KeyPeriod> = []
    ) async throws(PlatformError) -> Prepared {
        let names = periods.map { PeriodKeyName(tenant: tenant, dataClass: .conversation, period: $0) }
        let snapshot = try await platformErrors {
            try await keyring.snapshot(of: Array(owners), periods: names, tenant: tenant, since: seen.epoch)
        }
        drop(snapshot)
        // What is held stays usable, also for a process that cannot find the new root key.
        if snapshot.keys.contains(where: { $0.state == .enabled && !vault.holds($0.id) && !vault.canUnwrap($0) }) {
            try await followRootKey()
        }
        var prepared = Prepared()
        for key in snapshot.keys.sorted(by: { $0.kind == .tenant && $1.kind != .tenant }) {
            if key.kind == .tenant { prepared.tenantKey = newest(key, prepared.tenantKey) }
            if key.state == .destroyed {
                prepared.destroyed.insert(key.id)
                if key.kind == .period { prepared.destroyedPeriods.insert(key.period) }
            } else {
                try mappingErrors { try vault.admit(key) }
                if key.kind == .period { prepared.periods.insert(key.period) }
            }
        }
        return prepared
    }

    /// Drops what was destroyed since the last look; nothing is read if the keyring has not changed.
    func follow() async throws(PlatformError) {
        let epoch = try await platformErrors { try await keyring.epoch() }
        guard epoch != seen.epoch else { return }
        drop(try await platformErrors { try await keyring.snapshot(of: [], since: seen.epoch) })
    }

    private func drop(_ snapshot: KeyringSnapshot) {
        vault.evict(snapshot.destroyed)
        vault.forget(snapshot.retired)
        seen.note(snapshot.epoch)
    }

    /// What the keyring says of the keys that were asked for.
    struct Prepared: Hashable, Sendable {
        /// Keys that no longer exist: what they sealed is gone for good.
        var destroyed: Set<KeyID> = []
        var destroyedPeriods: Set<KeyPeriod> = []
        /// Weeks whose key is there.
        var periods: Set<KeyPeriod> = []
        /// The key that new keys of the tenant are wrapped by.
        var tenantKey: WrappedKey?
    }

    /// Makes a new key under the tenant's and stores it: key first, then data.
    func makeOwnerKey(for tenant: Tenant.ID, at now: Timestamp) async throws(PlatformError) -> KeyID {
        let key = try await newKey(.owner, of: tenant, at: now)
        try await store([key])
        return key.id
    }

    /// Makes a new index key under the tenant's and stores it.
    func makeIndexKey(for tenant: Tenant.ID, at now: Timestamp) async throws(PlatformError) -> KeyID {
        let key = try await newKey(.index, of: tenant, at: now)
        try await store([key])
        return key.id
    }

    /// Makes the week's key if the tenant has none yet; another process may be quicker.
    func ensurePeriodKey(for tenant: Tenant.ID, containing now: Timestamp) async throws(PlatformError) -> KeyPeriod {
        let period = KeyPeriod(containing: now)
        let prepared = try await prepare(tenant, periods: [period])
        guard !prepared.destroyedPeriods.contains(period) else {
            throw PlatformError(
                .integrity, "this week's key was destroyed already", hint: "check the machine's clock")
        }
        guard !prepared.periods.contains(period) else { return period }
        let key = try await newKey(.period, of: tenant, dataClass: .conversation, period: period, at: now)
        do throws(PlatformError) {
            try await store([key])
        } catch {
            guard error.code == .exists else { throw error }
            vault.evict([key.id])
            try await prepare(tenant, periods: [period])
        }
        return period
    }

    /// Makes a key under the tenant's newest; it is the caller's to store.
    func newKey(
        _ kind: KeyKind, of tenant: Tenant.ID, dataClass: DataClass? = nil, period: KeyPeriod = .none,
        at now: Timestamp
    ) async throws(PlatformError) -> WrappedKey {
        let wrapping = try await tenantKey(of: tenant)
        return try mappingErrors {
            try vault.makeKey(
                kind, tenant: tenant.rawValue, wrappedBy: wrapping.id, dataClass: dataClass, period: period, at: now)
        }
    }

    /// Stores keys that the vault made. What was wrapped by a key that a rotation has retired meanwhile is wrapped anew.
    func store(_ keys: [WrappedKey]) async throws(PlatformError) {
        guard !isDryRun else { return }
        try await inUse(keys) { keys in _ = try await keyring.insert(keys) }
    }

    /// Hands keys to a step that stores them; wraps them anew and tries again while a rotation is quicker.
    func inUse(
        _ keys: [WrappedKey], _ store: ([WrappedKey]) async throws -> Void
    ) async throws(PlatformError) {
        var keys = keys
        for _ in 0..<3 {
            do {
                return try await store(keys)
            } catch StoreError.retiredKey(_) {
                keys = try await rewrapped(keys)
            } catch {
                throw PlatformError(mapping: error)
            }
        }
        try await platformErrors { try await store(keys) }
    }

    private func rewrapped(_ keys: [WrappedKey]) async throws(PlatformError) -> [WrappedKey] {
        if keys.contains(where: { $0.kind.isWrappedByRoot }) { try await followRootKey() }
        var result: [WrappedKey] = []
        for key in keys {
            let wrapping: KeyID
            if key.kind.isWrappedByRoot {
                wrapping = vault.rootKeyID
            } else if keys.contains(where: { $0.kind == .tenant && $0.tenant == key.tenant }) {
                // Its tenant key is new, too.
                result.append(key)
                continue
            } else {
                guard let tenant = Tenant.ID(key.tenant) else { throw missingTenantKey }
                wrapping = try await tenantKey(of: tenant).id
            }
            result.append(key.rewrapped(as: try mappingErrors { try vault.rewrap(key, by: wrapping) }))
        }
        return result
    }

    /// Reads the root key anew if the keyring's is not held: another process has rotated it.
    func followRootKey() async throws(PlatformError) {
        let roots = try await platformErrors { try await keyring.rootKeys() }
        try await follow(roots.current)
        vault.useRootKey(roots.current)
    }

    /// Holds a root key that another process has made the installation's.
    func follow(_ rootKey: KeyID) async throws(PlatformError) {
        guard !vault.holds(rootKey) else { return }
        let secret = try await readRootKey()
        guard try mappingErrors({ try Vault.fingerprint(ofRootKey: secret) }) == rootKey else {
            throw PlatformError(
                .rootKeyWrong, "the root key was rotated, and the new one is not where this process looks for it",
                hint: "start it again with the new root key")
        }
        try mappingErrors { _ = try vault.add(rootKey: secret, isCurrent: false) }
    }

    /// The newest tenant key, which the vault then holds.
    func tenantKey(of tenant: Tenant.ID) async throws(PlatformError) -> WrappedKey {
        guard let key = try await prepare(tenant).tenantKey else { throw missingTenantKey }
        return key
    }

    private var missingTenantKey: PlatformError {
        PlatformError(.integrity, "a tenant's key is missing from keyring.db", hint: "restore keyring.db")
    }

    private func newest(_ key: WrappedKey, _ other: WrappedKey?) -> WrappedKey {
        guard let other, other.version > key.version else { return key }
        return other
    }
}

/// The newest epoch of the keyring that this process has seen.
private final class SeenEpoch: Sendable {
    private let newest = Mutex(0)

    var epoch: Int { newest.withLock { $0 } }

    func note(_ epoch: Int) {
        newest.withLock { $0 = max($0, epoch) }
    }
}
