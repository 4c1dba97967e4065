import AuraCore
import AuraPolicy
import AuraStore

/// How old keys are, and how much is sealed under them: looked up when somebody asks, never counted while sealing.
struct KeyAges {
    let context: PlatformContext

    /// What was found.
    struct Report: Hashable, Sendable {
        let rootKeyCreatedAt: Timestamp
        /// Blocks of 16 bytes under the key that seals the most.
        let blocks: Int
        /// Tenant keys that are due by age.
        let tenantKeysDue: Int
        /// Owner keys, of persons, LLM keys and content, that are due by age or by blocks.
        let ownerKeysDue: Int

        var due: Int { tenantKeysDue + ownerKeysDue }
    }

    func all() async throws(PlatformError) -> Report {
        let (policy, now) = (StandardPolicy.keyRotation, context.now)
        let roots = try await platformErrors { try await context.store.keyring.rootKeys() }
        let blocks = try await platformErrors { try await context.store.operator.read { try $0.sealedBlocks() } }
        // The policy's rule is the forward one; a key that was made later than this cannot be due by age.
        let old = try await platformErrors {
            try await context.store.keyring.keys(madeBy: now.adding(days: -365), limit: Limits.tenants)
        }
        let due = old.filter { policy.isDue(madeAt: $0.createdAt, blocks: 0, now: now) }
        let full = blocks.filter { $0.value >= policy.blocks }.map(\.key)
        let owners = Set(due.filter { $0.kind == .owner }.map(\.id)).union(full)
        return Report(
            rootKeyCreatedAt: roots.createdAt, blocks: blocks.values.max() ?? 0,
            tenantKeysDue: due.count { $0.kind == .tenant }, ownerKeysDue: owners.count)
    }
}
