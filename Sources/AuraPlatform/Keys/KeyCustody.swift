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
    private let seen: SeenEpoch

    init(vault: Vault, keyring: KeyringStore, isDryRun: Bool) {
        self.vault = vault
        self.keyring = keyring
        self.isDryRun = isDryRun
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
        vault.evict(snapshot.destroyed)
        seen.note(snapshot.epoch)
        var prepared = Prepared()
        for key in snapshot.keys.sorted(by: { $0.kind == .tenant && $1.kind != .tenant }) {
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

    /// What the keyring says of the keys that were asked for.
    struct Prepared: Hashable, Sendable {
        /// Keys that no longer exist: what they sealed is gone for good.
        var destroyed: Set<KeyID> = []
        var destroyedPeriods: Set<KeyPeriod> = []
        /// Weeks whose key is there.
        var periods: Set<KeyPeriod> = []
    }

    /// Makes a new key under the tenant's and stores it: key first, then data.
    func makeOwnerKey(for tenant: Tenant.ID, at now: Timestamp) async throws(PlatformError) -> KeyID {
        let wrapping = try await tenantKey(of: tenant)
        let key = try mappingErrors {
            try vault.makeKey(
                .owner, tenant: tenant.rawValue, wrappedBy: wrapping, dataClass: nil, period: .none, at: now)
        }
        try await store([key])
        return key.id
    }

    /// Makes a new index key under the tenant's and stores it.
    func makeIndexKey(for tenant: Tenant.ID, at now: Timestamp) async throws(PlatformError) -> KeyID {
        let wrapping = try await tenantKey(of: tenant)
        let key = try mappingErrors {
            try vault.makeKey(
                .index, tenant: tenant.rawValue, wrappedBy: wrapping, dataClass: nil, period: .none, at: now)
        }
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
        let wrapping = try await tenantKey(of: tenant)
        let key = try mappingErrors {
            try vault.makeKey(
                .period, tenant: tenant.rawValue, wrappedBy: wrapping, dataClass: .conversation, period: period,
                at: now)
        }
        guard !isDryRun else { return period }
        do {
            _ = try await keyring.insert([key])
        } catch .exists {
            vault.evict([key.id])
            try await prepare(tenant, periods: [period])
        } catch {
            throw PlatformError(error)
        }
        return period
    }

    /// Stores keys that the vault made.
    func store(_ keys: [WrappedKey]) async throws(PlatformError) {
        guard !isDryRun else { return }
        _ = try await platformErrors { try await keyring.insert(keys) }
    }

    private func tenantKey(of tenant: Tenant.ID) async throws(PlatformError) -> KeyID {
        let key = try await platformErrors { try await keyring.key(.tenant, of: tenant) }
        guard let key else {
            throw PlatformError(.integrity, "a tenant's key is missing from keyring.db", hint: "restore keyring.db")
        }
        return key.id
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
