import AuraCore
import AuraPolicy
import AuraStore

extension PlatformContext {
    /// Every tenant, oldest first.
    func allTenants() async throws(PlatformError) -> [Tenant] {
        try await platformErrors { try await self.store.operator.read { try $0.tenants(limit: Limits.tenants) } }
    }

    /// Whether purge, erase and shred must wait because the clock is not to be believed (FAULTS.md R13).
    func clockRefusal(acceptsJump: Bool) async throws(PlatformError) -> Refusal? {
        let installation = try await platformErrors { try await self.store.operator.read { try $0.installation() } }
        let witness = try await platformErrors { try await self.store.operator.witness() }
        let decision = StandardPolicy.clockRule.check(
            now: now, witness: witness, lastRun: installation.lastPurgeAt, acceptsJump: acceptsJump)
        return decision.refusal
    }

    /// What was made before this moment is due, and no ordinary read shows it, whether or not it is purged yet (VAULT.md
    /// §8). A person's own export, an erasure and the purge still find it.
    func readableSince(_ dataClass: DataClass) -> Timestamp {
        StandardPolicy.retention.rules.first { $0.dataClass == dataClass }?.anchoredBefore(now)
            ?? Timestamp(milliseconds: .min)
    }

    /// When a row falls due; the moment itself for a class without a rule.
    func dueAt(_ dataClass: DataClass, _ anchor: Timestamp) -> Timestamp {
        (try? StandardPolicy.retention.dueAt(dataClass, anchor: anchor)) ?? anchor
    }
}
