import AuraCore
import AuraCrypto
import AuraStore

/// Destroys owner and index keys that were made and never used: a process was killed before it wrote what they were for,
/// or before it promoted them (FAULTS.md §2).
///
/// A key is looked at once, a day after it was made at the earliest; what is in use then is never looked at again. Once
/// a day is enough, so most opens find nothing to do.
struct UnusedKeys {
    static let waitMilliseconds: Int64 = 86_400_000

    let context: PlatformContext
    private let principal = Principal.job(named: "keys")

    init(context: PlatformContext) {
        self.context = context
    }

    func collectIfDue() async throws(PlatformError) {
        let now = context.now
        let end = now.adding(milliseconds: -UnusedKeys.waitMilliseconds)
        guard let start = try await start(), start.adding(milliseconds: UnusedKeys.waitMilliseconds) <= end,
            // Nothing is destroyed by a clock that is not to be believed (FAULTS.md R13).
            try await context.clockRefusal(acceptsJump: false) == nil
        else { return }
        try await context.withLeaseIfFree { () async throws(PlatformError) in
            let unused = try await unused(after: start, by: end)
            for (tenant, keys) in Dictionary(grouping: unused, by: \.tenant).sorted(by: { $0.key < $1.key }) {
                try await fence(keys, of: tenant, at: now)
            }
            try await platformErrors {
                try await context.store.keyring.collect(unused.map(\.id), through: end, at: now)
            }
            context.vault.evict(unused.map(\.id))
        }
    }

    /// Keys of before a restore are left alone: data that is newer than what was put back may need them yet.
    private func start() async throws(PlatformError) -> Timestamp? {
        let collected = try await platformErrors { try await context.store.keyring.collectedThrough() }
        return [collected, context.installation.restoredAt].compactMap { $0 }.max()
    }

    private func unused(after start: Timestamp, by end: Timestamp) async throws(PlatformError) -> [WrappedKey] {
        var found: [WrappedKey] = []
        var last: WrappedKey?
        repeat {
            let page = try await platformErrors { [last] in
                try await context.store.keyring.keys(
                    madeAfter: start, by: end, after: last, limit: Limits.listRows)
            }
            last = page.count == Limits.listRows ? page.last : nil
            for key in page where try await !hasOwner(key) { found.append(key) }
        } while last != nil
        guard !found.isEmpty else { return [] }
        let suspects = Set(found.map(\.id))
        let used = try await platformErrors {
            try await context.store.operator.read { try $0.keysInUse(among: suspects) }
        }
        return found.filter { !used.contains($0.id) }
    }

    /// A quick look: nearly every key belongs to somebody.
    private func hasOwner(_ key: WrappedKey) async throws(PlatformError) -> Bool {
        guard let tenant = Tenant.ID(key.tenant) else { return true }
        return try await platformErrors {
            try await context.store.tenant(tenant).read { reader in
                guard let row = try reader.tenant() else { return false }
                if [row.contentKey, row.indexKey, row.previousIndexKey].contains(key.id) { return true }
                if try reader.person(owning: key.id) != nil { return true }
                return try reader.credential(owning: key.id) != nil
            }
        }
    }

    /// Puts it on record, and keeps out whoever would use one of the keys after all.
    private func fence(_ keys: [WrappedKey], of name: String, at now: Timestamp) async throws(PlatformError) {
        guard let tenant = Tenant.ID(name) else { return }
        let event = try context.trail.operatorEvent(
            .keysDestroyed, tenant.rawValue, by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors {
            try await context.store.tenant(tenant).write(event) { writer in
                guard try writer.tenant() != nil else { return }
                for key in keys { try writer.fence(key.id, at: now) }
            }
        }
    }
}
