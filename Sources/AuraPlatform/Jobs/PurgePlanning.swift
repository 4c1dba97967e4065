import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Collects what is due, tenant by tenant and class by class; the forward rule decides each row.
struct PurgePlanning {
    /// The classes whose rows AURA keeps so far.
    static let classes: [DataClass] = [.account, .conversation, .usage]

    let context: PlatformContext

    func plan(
        asOf: Timestamp, tenants: [Tenant], dataClass: DataClass?
    ) async throws(PlatformError) -> PurgePlan {
        var items: [PurgeItem] = []
        for tenant in tenants {
            for name in PurgePlanning.classes where dataClass == nil || dataClass == name {
                items.append(try await item(name, of: tenant, asOf: asOf))
            }
        }
        return PurgePlanner.plan(
            asOf: asOf, items: items, policyVersion: context.policy.version, mapHash: context.store.mapHash,
            sha256: Vault.digests.sha256)
    }

    private func item(
        _ dataClass: DataClass, of tenant: Tenant, asOf: Timestamp
    ) async throws(PlatformError) -> PurgeItem {
        let keep = try mappingErrors { try StandardPolicy.retention.rule(for: dataClass).keep }
        guard dataClass != .account else { return closure(of: tenant, keep: keep, asOf: asOf) }
        var rows: [DueRow] = []
        for kind in DueKind.allCases where kind.dataClass == dataClass {
            rows += try await due(kind, of: tenant, asOf: asOf)
        }
        let population = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.population(of: dataClass) }
        }
        return PurgeItem(
            tenant: tenant.id, dataClass: dataClass, keep: keep, due: rows.map(\.id).sorted(),
            bytes: rows.reduce(0) { $0 + $1.bytes }, oldest: rows.map(\.createdAt).min(), held: [],
            population: population)
    }

    /// A closed workspace is one row, due from its `eraseAt` on.
    private func closure(of tenant: Tenant, keep: CalendarDuration, asOf: Timestamp) -> PurgeItem {
        let isDue = tenant.eraseAt.map { $0 <= asOf } ?? false
        return PurgeItem(
            tenant: tenant.id, dataClass: .account, keep: keep, due: isDue ? [tenant.id.rawValue] : [], bytes: 0,
            oldest: isDue ? tenant.eraseAt : nil, held: [], population: 1)
    }

    private func due(
        _ kind: DueKind, of tenant: Tenant, asOf: Timestamp
    ) async throws(PlatformError) -> [DueRow] {
        guard let cutoff = kind.preselection(asOf: asOf) else { return [] }
        let store = context.store.tenant(tenant.id)
        var due: [DueRow] = []
        var cursor: DueRow?
        while true {
            let last = cursor
            let page = try await platformErrors {
                try await store.read {
                    try $0.dueRows(kind.rows, createdBefore: cutoff, after: last, limit: Limits.listRows)
                }
            }
            for row in page where try isDue(row, kind, asOf: asOf) { due.append(row) }
            guard page.count == Limits.listRows else { return due }
            cursor = page.last
        }
    }

    private func isDue(_ row: DueRow, _ kind: DueKind, asOf: Timestamp) throws(PlatformError) -> Bool {
        try mappingErrors {
            switch kind {
            case .message:
                try StandardPolicy.retention.isDue(.conversation, anchor: row.createdAt, now: asOf)
            case .usage:
                try StandardPolicy.retention.isDue(.usage, anchor: row.createdAt, now: asOf)
            case .usageIdentifiers:
                try StandardPolicy.retention.areIdentifiersDue(.usage, anchor: row.createdAt, now: asOf)
            }
        }
    }
}

/// The kinds of rows that fall due one by one.
enum DueKind: CaseIterable, Sendable {
    case message, usage, usageIdentifiers

    /// The identifiers in usage rows go with the conversations they point to (LAW.md §2, decision 8).
    var dataClass: DataClass {
        switch self {
        case .message, .usageIdentifiers: .conversation
        case .usage: .usage
        }
    }

    var rows: DueRows {
        switch self {
        case .message: .messages
        case .usage: .usage
        case .usageIdentifiers: .identifiedUsage
        }
    }

    /// Rows made before this moment may be due; no due row is younger.
    func preselection(asOf: Timestamp) -> Timestamp? {
        let rules = StandardPolicy.retention.rules
        return switch self {
        case .message: rules.first { $0.dataClass == .conversation }?.anchoredBefore(asOf)
        case .usage: rules.first { $0.dataClass == .usage }?.anchoredBefore(asOf)
        case .usageIdentifiers: rules.first { $0.dataClass == .usage }?.identifiersAnchoredBefore(asOf)
        }
    }
}
