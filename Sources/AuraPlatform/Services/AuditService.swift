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

    /// What verifying one chain found.
    public struct ChainReport: Hashable, Sendable {
        public let chain: AuditChain
        /// Entries that were found whole, from the first on.
        public let entries: Int
        /// The first entry that does not fit the chain; none if it holds.
        public let firstBadSequence: Int?

        public var holds: Bool { firstBadSequence == nil }
    }

    /// Recomputes every hash of the chains from the first entry on.
    public func verify(
        of tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> [ChainReport] {
        try await verify(chains(tenant, principal))
    }

    /// Every chain, for who was asked already.
    func verifyAll() async throws(PlatformError) -> [ChainReport] {
        try await verify(allChains())
    }

    private func verify(_ chains: [AuditChain]) async throws(PlatformError) -> [ChainReport] {
        var reports: [ChainReport] = []
        for chain in chains {
            switch try await platformErrors({ try await context.store.operator.verify(chain) }) {
            case .intact(let entries):
                reports.append(ChainReport(chain: chain, entries: entries, firstBadSequence: nil))
            case .broken(let sequence):
                reports.append(ChainReport(chain: chain, entries: sequence, firstBadSequence: sequence))
            }
        }
        return reports
    }

    private func chains(
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
