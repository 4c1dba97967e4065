import AuraCore
import AuraStore

/// Finishes what a crash has interrupted, before anything else is done: from the ledger's entry on, a destruction
/// completes without a command (FAULTS.md §2).
struct JobRecovery {
    let context: PlatformContext

    func finishInterruptedJobs() async throws(PlatformError) {
        let now = context.now
        let jobs = try await platformErrors {
            try await context.store.operator.read { try $0.unfinishedJobs(limit: Limits.tenants) }
        }
        .filter { !RotationRecovery.isWaiting($0, now: now) }
        let isApplied = try await platformErrors { try await context.store.isLedgerApplied() }
        guard !jobs.isEmpty || !isApplied else { return }
        // Whoever holds the lock is at work on them.
        guard let lock = try mappingErrors({ try context.store.tryJobLock() }) else { return }
        defer { lock.release() }
        try await context.withReserve { () async throws(PlatformError) in
            for job in jobs { try await finish(job) }
            guard try await platformErrors({ try await context.store.isLedgerApplied() }) else {
                return try await LedgerReplay(context: context).run()
            }
        }
    }

    private func finish(_ job: Job) async throws(PlatformError) {
        let principal = Principal.job(named: "recovery")
        if job.kind == .purge {
            try await PurgeJob(context: context, principal: principal) { _ in }.resume(job)
            return
        }
        guard [.erase, .revoke, .call].contains(job.kind) else {
            return try await RotationRecovery(context: context).finish(job, by: principal)
        }
        guard let id = job.tenant,
            let tenant = try await platformErrors({ try await context.store.operator.read { try $0.tenant(id) } })
        else { throw PlatformError(.integrity, "an unfinished job has lost its tenant", hint: "aura doctor") }
        try await context.custody.prepare(id, owners: tenant.standingKeys)
        switch job.kind {
        case .erase:
            guard let memo = ErasureMemo(job.plan) else { throw JobRecovery.unreadable }
            _ = try await ErasureJob(context: context, tenant: tenant, principal: principal).carryOut(job, memo)
        case .revoke:
            guard let memo = RevocationMemo(job.plan) else { throw JobRecovery.unreadable }
            try await CredentialRevocation(context: context).carryOut(job, memo, of: tenant, by: principal)
        case .call:
            guard let memo = CallMemo(job.plan) else { throw JobRecovery.unreadable }
            try await UnansweredCall(context: context, tenant: tenant).recordLapsed(job, memo)
        case .purge, .rootKey, .rewrap, .reseal, .credential, .rotateIndex:
            return
        }
    }

    static var unreadable: PlatformError {
        PlatformError(.integrity, "an unfinished job cannot be read", hint: "aura doctor")
    }
}

extension PlatformContext {
    /// Runs a job alone: a second one waits as long as a write would, then exits 11. Where little space is left the
    /// reserve is given up meanwhile (FAULTS.md R6).
    func withJobLock<T>(_ body: () async throws(PlatformError) -> T) async throws(PlatformError) -> T {
        let lock = try await platformErrors { try await self.store.jobLock() }
        defer { lock.release() }
        return try await withReserve(body)
    }

    /// Gives the reserve up where little space is left, as long as something is destroyed or finished.
    func withReserve<T>(_ body: () async throws(PlatformError) -> T) async throws(PlatformError) -> T {
        guard !configuration.isDryRun, store.reserve.freeBytes < configuration.minimumFree else {
            return try await body()
        }
        store.reserve.release()
        defer { store.reserve.fill(leaving: 0) }
        return try await body()
    }

    /// Refuses content while little space is left, so that there is room for deletions.
    func requireSpace() throws(PlatformError) {
        guard store.reserve.freeBytes >= configuration.minimumFree else {
            throw PlatformError(
                .storageFull, "less than \(configuration.minimumFree >> 20) MiB are free where the data folder lies",
                hint: "free space; purge and erasure still work")
        }
    }

    /// Stops between two batches when the task was cancelled.
    func checkCancellation() throws(PlatformError) {
        guard !Task.isCancelled else {
            throw PlatformError(.cancelled, "stopped between two batches", hint: "run it again to go on")
        }
    }
}
