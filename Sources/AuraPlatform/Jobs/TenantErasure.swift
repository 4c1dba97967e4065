import AuraCore
import AuraCrypto
import AuraStore

/// Erases a closed workspace on its day: every key of the tenant but billing's, then every row (clause 5.2).
///
/// Its audit chain stays, in which no identity stands: the payloads are unreadable with the keys.
struct TenantErasure {
    let context: PlatformContext
    let principal: Principal

    /// - Parameters:
    ///   - place: Where the job has come to in the ledger.
    ///   - moment: The plan's as-of, the cut-off of every class.
    func run(_ tenant: Tenant, from place: inout LedgerPlace, at moment: Timestamp) async throws(PlatformError) {
        let keys = try await platformErrors {
            try await context.store.keyring.keys(of: tenant.id, limit: Limits.tenantKeys)
        }.filter { $0.kind != .billing }
        let classes = DataClass.allCases.filter { $0 != .billing && $0 != .compliance }
        let step = LedgerStep(
            scope: .tenant, tenant: tenant.id, subject: nil, classes: classes, keys: keys.map(\.id),
            cutoffs: Dictionary(uniqueKeysWithValues: classes.map { ($0, moment) }))
        let head = try await DestructionStep(context: context)
            .run(step, from: &place, reason: "closed workspace")
        _ = try await removeRows(of: tenant.id, then: head)
    }

    /// Every row of the tenant in batches; with the last one the database notes the ledger's head.
    ///
    /// - Returns: How many rows went.
    func removeRows(of tenant: Tenant.ID, then head: LedgerHead) async throws(PlatformError) -> Int {
        var all = 0
        var removed = 1
        while removed > 0 {
            try context.checkCancellation()
            let event = try context.trail.operatorEvent(
                .tenantErased, tenant.rawValue, by: principal, at: context.now, clause: Clause(5, 2))
            removed = try await platformErrors {
                try await context.store.tenant(tenant).write(event) { writer in
                    let removed = try writer.eraseEverything()
                    if removed == 0 { try writer.setLedgerHead(head) }
                    return removed
                }
            }
            try FaultPoint.passed(removed > 0 ? .closeBatchDone : .closeClosed)
            all += removed
        }
        return all
    }
}
