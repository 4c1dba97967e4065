import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Applies once more, before anything else is done, what was erased and purged since the copy that was put back was
/// made (VAULT.md §5): all keys first, then the rows entry by entry, then a receipt.
struct LedgerReplay {
    let context: PlatformContext
    private let principal = Principal.job(named: "replay")

    init(context: PlatformContext) {
        self.context = context
    }

    func run() async throws(PlatformError) {
        let state = try await platformErrors { try await context.store.appliedHeads() }
        let entries = try await platformErrors {
            try await context.store.ledger.entries(
                after: min(state.keyring.sequence, state.database.sequence), limit: .max)
        }
        guard let last = entries.last else { return }
        let keys = entries.filter { $0.entry.sequence > state.keyring.sequence }.flatMap(\.entry.keys)
        let now = context.now
        let destroyed = try await platformErrors {
            try await context.store.keyring.destroy(keys, reason: "replay", at: now, applying: last.head).destroyed
        }
        context.vault.evict(keys)
        var deleted: [DataClass: Int] = [:]
        for (entry, head) in entries where entry.sequence > state.database.sequence {
            deleted.merge(try await apply(entry, head)) { $0 + $1 }
        }
        try await platformErrors { try await context.store.truncateLogs() }
        try await finish(deleted, keysDestroyed: destroyed, through: last.head)
    }

    private func finish(
        _ deleted: [DataClass: Int], keysDestroyed: Int, through head: LedgerHead
    ) async throws(PlatformError) {
        let receipt = try ReceiptWriting(context: context).replay(deleted: deleted, keysDestroyed: keysDestroyed)
        let now = context.now
        let event = try context.trail.operatorEvent(
            .erasureReplayed, receipt.id.rawValue, by: principal, at: now, clause: Clause(6, 3))
        let certificate = Certificate(receipt, of: nil, at: now)
        _ = try await platformErrors {
            try await context.store.operator.certify(certificate, event) { try $0.setLedgerHead(head) }
        }
    }

    /// - Returns: How many rows went from each class.
    private func apply(
        _ entry: LedgerEntry, _ head: LedgerHead
    ) async throws(PlatformError) -> [DataClass: Int] {
        let tenant = try await platformErrors { try await context.store.operator.read { try $0.tenant(entry.tenant) } }
        guard let tenant else { return [:] }
        if entry.scope == .tenant {
            let rows = try await TenantErasure(context: context, principal: principal)
                .removeRows(of: tenant.id, then: head)
            return [.account: rows]
        }
        let custody = try await context.custody.prepare(tenant.id, owners: tenant.standingKeys)
        guard !custody.destroyed.contains(tenant.contentKey) else { return [:] }
        let deleted: [DataClass: Int]
        switch entry.scope {
        case .subject: deleted = try await erase(entry, of: tenant)
        case .credential: deleted = try await revoke(entry, of: tenant)
        case .purge: deleted = try await purge(entry, of: tenant)
        case .period, .tenant: deleted = [:]
        }
        let event = try context.trail.event(
            .erasureReplayed, entry.scope.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(6, 3))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { try $0.setLedgerHead(head) }
        }
        return deleted
    }

    private func erase(
        _ entry: LedgerEntry, of tenant: Tenant
    ) async throws(PlatformError) -> [DataClass: Int] {
        var deleted: [DataClass: Int] = [:]
        for key in entry.keys {
            let found = try await platformErrors {
                try await context.store.tenant(tenant.id).read { reader in
                    try reader.person(owning: key).map { try reader.inventory(of: [$0]) }
                }
            }
            guard let found else { continue }
            let steps = try mappingErrors {
                try ErasurePolicy.plan(inventory: found, map: context.store.dataMap, holds: [], now: context.now)
            }
            guard case .allowed(let plan) = steps else { continue }
            let memo = ErasureMemo(
                plan, request: .make(at: context.now), receivedAt: entry.at, ledgerSequence: entry.sequence)
            try await fence(key, of: tenant)
            let job = ErasureJob(context: context, tenant: tenant, principal: principal)
            deleted.merge(try await job.deleteRows(memo)) { $0 + $1 }
            try await job.verify(memo)
        }
        return deleted
    }

    private func fence(_ key: KeyID, of tenant: Tenant) async throws(PlatformError) {
        let now = context.now
        let event = try context.trail.event(
            .erasureStarted, LedgerEntry.Scope.subject.rawValue, of: tenant, by: principal, at: now,
            clause: Clause(6, 3))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { try $0.fence(key, at: now) }
        }
    }

    private func revoke(
        _ entry: LedgerEntry, of tenant: Tenant
    ) async throws(PlatformError) -> [DataClass: Int] {
        var revoked = 0
        for key in entry.keys {
            let credential = try await platformErrors {
                try await context.store.tenant(tenant.id).read { try $0.credential(owning: key) }
            }
            guard let credential, credential.state == .active else { continue }
            let event = try context.trail.event(
                .keyRevoked, credential.id.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(3, 6))
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    try writer.fence(key, at: entry.at)
                    try writer.revokeCredential(credential.id, at: entry.at)
                }
            }
            revoked += 1
        }
        return [.credential: revoked]
    }

    /// What was due when the entry was made is due again.
    private func purge(
        _ entry: LedgerEntry, of tenant: Tenant
    ) async throws(PlatformError) -> [DataClass: Int] {
        let plan = try await PurgePlanning(context: context).plan(asOf: entry.at, tenants: [tenant], dataClass: nil)
        var totals = PurgeJob.Totals(allowed: .max, planned: 0)
        let job = PurgeJob(context: context, principal: principal) { _ in }
        var deleted: [DataClass: Int] = [:]
        for item in plan.items where entry.classes.contains(item.dataClass) && item.dataClass != .account {
            try await job.delete(item.due, item, of: tenant, asOf: entry.at, &totals)
            deleted[item.dataClass] = item.due.count
        }
        return deleted
    }
}
