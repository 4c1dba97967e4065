import AuraCore
import AuraStore

/// Counts the audit events that a purge or an erasure would write, without running it: a dry run cannot delete what
/// the next batch would then not find.
struct JobRehearsal {
    let context: PlatformContext

    /// A started and a completed event of the run, a batch for each 500 rows of a class, one more for each tenant; a
    /// closed workspace is erased in batches of its own.
    func purge(_ plan: PurgePlan, maximumRows: Int?) async throws(PlatformError) {
        context.trail.foresee(.purgeCompleted)
        guard !plan.isEmpty else { return }
        context.trail.foresee(.purgeStarted)
        let memo = PurgeMemo(plan, ledgerSequence: 0, maximumRows: maximumRows)
        var left = maximumRows ?? .max
        for tenant in memo.tenants {
            let items = memo.items.filter { $0.tenant == tenant }
            if items.contains(where: { $0.dataClass == .account }) {
                try await tenantErasure(tenant)
                left = max(0, left - 1)
                continue
            }
            context.trail.foresee(.purgeBatch)
            for item in items {
                let rows = min(item.rows, left)
                left -= rows
                context.trail.foresee(.purgeBatch, count: JobRehearsal.batches(rows))
            }
        }
    }

    /// A started and a completed event, and for each table and person a batch for each 500 rows and one that finds none.
    func erasure(_ plan: ErasurePlan, of tenant: Tenant) async throws(PlatformError) {
        context.trail.foresee(.erasureStarted)
        for (person, key) in zip(plan.inventory.people, plan.inventory.keys) {
            let counts = try await platformErrors {
                try await context.store.tenant(tenant.id).read { try $0.subjectCounts(of: [person], keys: [key]) }
            }
            for step in plan.steps {
                let rows = counts.first { $0.table == step.table }?.rows ?? 0
                context.trail.foresee(.erasureBatch, count: 1 + JobRehearsal.batches(rows))
            }
        }
        context.trail.foresee(.erasureCompleted)
    }

    /// Erases the workspace's rows in one transaction that a dry run rolls back, to count the batches.
    private func tenantErasure(_ tenant: Tenant.ID) async throws(PlatformError) {
        let event = try context.trail.operatorEvent(
            .tenantErased, tenant.rawValue, by: .job(named: "rehearsal"), at: context.now, clause: Clause(5, 2))
        let batches = try await platformErrors {
            try await context.store.tenant(tenant).write(event) { writer in
                var batches = 0
                while try writer.eraseEverything() > 0 { batches += 1 }
                return batches
            }
        }
        context.trail.foresee(.tenantErased, count: batches)
    }

    private static func batches(_ rows: Int) -> Int {
        let (full, rest) = rows.quotientAndRemainder(dividingBy: Limits.batchRows)
        return rest > 0 ? full + 1 : full
    }
}
