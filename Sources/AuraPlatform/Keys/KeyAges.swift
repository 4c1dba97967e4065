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
        let roots = try await platformErrors { try await context.store.keyring.rootKeys() }
        let blocks = try await sealedBlocks()
        let due = try await due(sealed: blocks)
        return Report(
            rootKeyCreatedAt: roots.createdAt, blocks: blocks.values.max() ?? 0,
            tenantKeysDue: due.count { $0.kind == .tenant }, ownerKeysDue: due.count { $0.kind == .owner })
    }

    /// The tenant and owner keys that are due, the oldest first.
    func due() async throws(PlatformError) -> [WrappedKey] {
        try await due(sealed: try await sealedBlocks())
    }

    private func due(sealed blocks: [KeyID: Int]) async throws(PlatformError) -> [WrappedKey] {
        let (policy, now) = (StandardPolicy.keyRotation, context.now)
        // The policy's rule is the forward one; a key that was made later than this cannot be due by age.
        let old = try await platformErrors {
            try await context.store.keyring.keys(madeBy: now.adding(days: -365), limit: Limits.tenants)
        }.filter { policy.isDue(madeAt: $0.createdAt, blocks: 0, now: now) }
        let known = Set(old.map(\.id))
        let full = blocks.filter { $0.value >= policy.blocks && !known.contains($0.key) }.map(\.key)
        let fullKeys = try await platformErrors { try await context.store.keyring.keys(full) }
        return old + fullKeys.filter { $0.kind == .owner && $0.state == .enabled }
    }

    private func sealedBlocks() async throws(PlatformError) -> [KeyID: Int] {
        try await platformErrors { try await context.store.operator.read { try $0.sealedBlocks() } }
    }
}
