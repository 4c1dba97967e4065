import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Carries a purge plan out: for each tenant the ledger first, then the keys of weeks that are wholly due, then the
/// rows in batches, then the ledger's head; at the end the proof and the receipt (FAULTS.md R1, R11).
struct PurgeJob {
    let context: PlatformContext
    let principal: Principal
    let progress: @Sendable (JobProgress) -> Void

    func run(_ plan: PurgePlan, maximumRows: Int?) async throws(PlatformError) -> RetentionService.PurgeReport {
        guard !plan.isEmpty else {
            try await recordRun(plan)
            return RetentionService.PurgeReport(plan: plan, receipt: nil, deleted: 0, keysDestroyed: 0, remaining: 0)
        }
        return try await context.withLease { () async throws(PlatformError) in
            let now = context.now
            let ledger = context.store.ledger.head
            let memo = PurgeMemo(plan, ledgerSequence: ledger.sequence, maximumRows: maximumRows)
            let job = Job(id: .make(at: now), tenant: nil, kind: .purge, plan: memo.json, startedAt: now)
            let event = try context.trail.operatorEvent(
                .purgeStarted, plan.id.rawValue, by: principal, at: now, clause: Clause(5, 1))
            try await platformErrors { try await context.store.operator.write(event) { try $0.insertJob(job) } }
            try FaultPoint.passed(.purgeLeased)
            return try await carryOut(job, memo, plan)
        }
    }

    /// Goes on with a purge that was killed: what is still due of the plan is due now.
    func resume(_ job: Job) async throws(PlatformError) {
        guard let memo = PurgeMemo(job.plan) else {
            throw PlatformError(.integrity, "an unfinished purge cannot be read", hint: "aura doctor")
        }
        let plan = try await PurgePlanning(context: context)
            .plan(asOf: memo.plan.moment, tenants: try await context.allTenants(), dataClass: nil)
        _ = try await carryOut(job, memo, plan)
    }

    private func carryOut(
        _ job: Job, _ memo: PurgeMemo, _ plan: PurgePlan
    ) async throws(PlatformError) -> RetentionService.PurgeReport {
        var totals = Totals(allowed: memo.maximumRows ?? .max, planned: memo.rows)
        var place = try await DestructionStep(context: context).place(after: memo.ledgerSequence)
        let due = Dictionary(grouping: plan.items.filter { !$0.due.isEmpty }, by: \.tenant)
        for tenant in memo.tenants { try await purge(tenant, memo, due[tenant] ?? [], &totals, &place) }
        try await platformErrors { try await context.store.truncateLogs() }
        try FaultPoint.passed(.purgeSwept)
        let unproved = try await verifiedReceipt(job, memo, plan, totals)
        try FaultPoint.passed(.purgeVerified)
        let event = try context.trail.operatorEvent(
            .purgeCompleted, unproved.id.rawValue, by: principal, at: context.now, clause: Clause(5, 1))
        let isComplete = totals.remaining == 0
        let now = context.now
        let certificate = Certificate(unproved, of: job.id, at: now)
        let receipt = try await platformErrors {
            try await context.store.operator.certify(certificate, event) { writer in
                try writer.finishJob(job.id, leaving: memo.json, at: now)
                if isComplete { try writer.recordPurgeRun(at: now) }
            }
        }
        try FaultPoint.passed(.purgeReceipt)
        return RetentionService.PurgeReport(
            plan: plan, receipt: receipt, deleted: totals.deleted, keysDestroyed: receipt.keysDestroyed,
            remaining: totals.remaining)
    }

    struct Totals {
        let allowed: Int
        let planned: Int
        var deleted = 0
        var remaining = 0

        var left: Int { max(0, allowed - deleted) }
    }

    private func purge(
        _ id: Tenant.ID, _ memo: PurgeMemo, _ items: [PurgeItem], _ totals: inout Totals,
        _ place: inout LedgerPlace
    ) async throws(PlatformError) {
        let tenant = try await platformErrors { try await context.store.operator.read { try $0.tenant(id) } }
        guard let tenant else { return }
        if items.contains(where: { $0.dataClass == .account }) {
            try await TenantErasure(context: context, principal: principal)
                .run(tenant, from: &place, at: memo.plan.moment)
            totals.deleted += 1
            return
        }
        let periods = try await whollyDuePeriods(of: tenant, asOf: memo.plan.moment)
        let classes = memo.classes(of: id)
        let step = LedgerStep(
            scope: .purge, tenant: id, subject: nil, classes: classes, keys: periods.map(\.id),
            cutoffs: cutoffs(asOf: memo.plan.moment, classes))
        let head = try await DestructionStep(context: context).run(step, from: &place, reason: "retention")
        try await context.custody.prepare(id, owners: [tenant.contentKey])
        for item in items {
            let allowed = item.due.prefix(totals.left)
            totals.remaining += item.due.count - allowed.count
            try await delete(Array(allowed), item, of: tenant, asOf: memo.plan.moment, &totals)
        }
        let event = try context.trail.event(
            .purgeBatch, memo.plan.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(5, 1))
        try await platformErrors {
            try await context.store.tenant(id).write(event) { try $0.setLedgerHead(head) }
        }
    }

    /// Deletes rows in batches of one transaction each.
    func delete(
        _ ids: [String], _ item: PurgeItem, of tenant: Tenant, asOf: Timestamp, _ totals: inout Totals
    ) async throws(PlatformError) {
        var rest = ids[...]
        while !rest.isEmpty {
            try context.checkCancellation()
            let batch = Array(rest.prefix(Limits.batchRows))
            rest = rest.dropFirst(batch.count)
            let event = try context.trail.event(
                .purgeBatch, item.dataClass.rawValue, of: tenant, by: principal, at: context.now,
                clause: item.dataClass == .usage ? Clause(5, 4) : Clause(5, 1))
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    try FaultPoint.reached(.purgeSelected)
                    let calls = batch.compactMap(UsageRecord.ID.init)
                    if item.dataClass == .conversation {
                        _ = try writer.stripUsageIdentifiers(calls, createdBefore: asOf)
                    }
                    _ = try writer.purge(batch, of: item.dataClass, createdBefore: asOf)
                    try FaultPoint.reached(.purgeDeleted)
                }
            }
            try FaultPoint.passed(.purgeBatchDone)
            totals.deleted += batch.count
            progress(JobProgress(step: item.dataClass.rawValue, done: totals.deleted, total: totals.planned))
        }
    }

    /// The weeks of which every row is due: their keys go, so that a week is unreadable in one step.
    private func whollyDuePeriods(of tenant: Tenant, asOf: Timestamp) async throws(PlatformError) -> [WrappedKey] {
        let keys = try await platformErrors {
            try await context.store.keyring.periodKeys(
                tenant: tenant.id, dataClass: .conversation, endedBy: asOf, limit: Limits.listRows)
        }
        return try mappingErrors {
            try keys.filter { try StandardPolicy.retention.isWhollyDue($0.period, of: .conversation, asOf: asOf) }
        }
    }

    private func cutoffs(asOf: Timestamp, _ classes: [DataClass]) -> [DataClass: Timestamp] {
        StandardPolicy.retention.cutoffs(asOf: asOf).createdBefore.filter { classes.contains($0.key) }
    }

    /// Asks again for what is due: only what was verified is reported as done.
    private func verifiedReceipt(
        _ job: Job, _ memo: PurgeMemo, _ plan: PurgePlan, _ totals: Totals
    ) async throws(PlatformError) -> DeletionReceipt {
        let tenants = try await context.allTenants().filter { memo.tenants.contains($0.id) }
        let left = try await PurgePlanning(context: context)
            .plan(asOf: memo.plan.moment, tenants: tenants, dataClass: nil)
        guard left.dueCount == totals.remaining else {
            throw PlatformError(.unfinished, "rows that are due are still there", hint: "run the purge again")
        }
        return try await ReceiptWriting(context: context)
            .purge(job, memo, rowsAfter: totals.remaining)
    }

    /// A run with nothing to do is a run: the clock rule counts from it.
    private func recordRun(_ plan: PurgePlan) async throws(PlatformError) {
        let now = context.now
        let event = try context.trail.operatorEvent(
            .purgeCompleted, plan.id.rawValue, by: principal, at: now, clause: Clause(5, 1))
        try await platformErrors {
            try await context.store.operator.write(event) { try $0.recordPurgeRun(at: now) }
        }
    }
}
