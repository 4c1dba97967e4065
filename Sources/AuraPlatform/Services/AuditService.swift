public import AuraCore
import AuraCrypto
import AuraStore

/// The audit log: one chain per tenant and one of the operator's, each verifiable on its own (VAULT.md §7).
public struct AuditService: Sendable {
    let context: PlatformContext

    /// Entries, oldest first.
    ///
    /// - Parameters:
    ///   - tenant: That tenant's chain; none means every chain.
    ///   - since: Entries of that moment and later.
    public func list(
        of tenant: ObjectName? = nil, since: Timestamp? = nil, as principal: Principal
    ) async throws(PlatformError) -> [AuditEntry] {
        let chains = try await chains(tenant, principal)
        return try await platformErrors {
            try await context.store.operator.read { reader in
                try chains.flatMap {
                    try reader.auditEntries(of: $0, .oldestFirst, since: since, limit: Limits.listRows)
                }
            }
        }.sorted { ($0.at, $0.chain.description, $0.sequence) < ($1.at, $1.chain.description, $1.sequence) }
    }

    /// Recomputes the chains from the first entry on, and compares them with the checkpoints that were signed of them.
    ///
    /// - Parameter checkpoints: From outside, if there are any: only they show that the newest entries were cut off.
    ///   With a tenant, those of other chains are not looked at.
    public func verify(
        of tenant: ObjectName? = nil, against checkpoints: [CheckpointLine] = [], as principal: Principal
    ) async throws(PlatformError) -> [ChainReport] {
        let chains = try await chains(tenant, principal)
        let reports = try await verify(chains, against: checkpoints)
        guard tenant == nil else { return reports }
        let missing = Set(checkpoints.map(\.chain)).subtracting(chains)
        return reports
            + missing.sorted { $0.description < $1.description }
            .map { ChainReport($0, entries: 0, problem: .chainMissing) }
    }

    /// Every chain, for who was asked already.
    func verifyAll() async throws(PlatformError) -> [ChainReport] {
        try await verify(allChains())
    }

    func verify(
        _ chains: [AuditChain], against checkpoints: [CheckpointLine] = []
    ) async throws(PlatformError) -> [ChainReport] {
        let comparison = CheckpointComparison(
            installation: context.installation.id, publicKey: try context.signing.publicKey())
        var reports: [ChainReport] = []
        for chain in chains {
            let outside = checkpoints.filter { $0.chain == chain }.map { comparison.open($0.note, of: chain) }
            let sizes = Set(outside.compactMap(\.checkpoint?.size))
            let walk = try await platformErrors { try await context.store.operator.walk(chain, statesAt: sizes) }
            let (entries, broken): (Int, Int?) =
                switch walk.verification {
                case .intact(let entries): (entries, nil)
                case .broken(let sequence): (sequence, sequence)
                }
            let kept = walk.checkpoints.map { comparison.open($0, states: walk.states) }
            reports.append(
                comparison.report(
                    chain, entries: entries, broken: broken, states: walk.states, kept + outside))
        }
        return reports
    }

    /// The chain that is meant, if the principal may read it.
    func authorised(
        _ chain: AuditChain?, _ tenant: ObjectName?, _ principal: Principal
    ) async throws(PlatformError) -> AuditChain {
        if let tenant {
            let own = AuditChain.tenant(try await context.authorised(principal, .auditRead, tenant: tenant).id)
            guard chain == nil || chain == own else {
                throw PlatformError(
                    .notFound, "this entry is of another chain than tenant \(tenant)", hint: "leave --tenant out")
            }
            return own
        }
        try await context.authorised(principal, .auditRead)
        return chain ?? .operator
    }

    func chains(
        _ tenant: ObjectName?, _ principal: Principal
    ) async throws(PlatformError) -> [AuditChain] {
        if let tenant {
            return [.tenant(try await context.authorised(principal, .auditRead, tenant: tenant).id)]
        }
        try await context.authorised(principal, .auditRead)
        return try await allChains()
    }

    private func allChains() async throws(PlatformError) -> [AuditChain] {
        try await platformErrors { try await context.store.operator.read { try $0.chains(limit: Limits.tenants) } }
    }
}
