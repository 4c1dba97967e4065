import AuraCore
import AuraStore

/// Finishes what a crash has interrupted, before anything else is done: from the ledger's entry on, a destruction
/// completes without a command (FAULTS.md §2).
struct JobRecovery {
    let context: PlatformContext

    func finishInterruptedJobs() async throws(PlatformError) {
        let (jobs, isApplied) = (try await dueJobs(), try await isLedgerApplied())
        guard !jobs.isEmpty || !isApplied else { return }
        // Whoever has the lease is at work on them.
        try await context.withLeaseIfFree { () async throws(PlatformError) in
            // Another process may have been quicker.
            for job in try await dueJobs() { try await finish(job) }
            if try await !isLedgerApplied() { try await LedgerReplay(context: context).run() }
        }
    }

    /// Unfinished jobs but those that wait for their time.
    private func dueJobs() async throws(PlatformError) -> [Job] {
        let now = context.now
        return try await platformErrors {
            try await context.store.operator.read { try $0.unfinishedJobs(limit: Limits.tenants) }
        }.filter { !RotationRecovery.isWaiting($0, now: now) }
    }

    private func isLedgerApplied() async throws(PlatformError) -> Bool {
        try await platformErrors { try await context.store.isLedgerApplied() }
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
    /// Runs a job alone, under a lease: a second one waits as long as a write would, then exits 11. Where little space is
    /// left the reserve is given up meanwhile (FAULTS.md R6).
    func withLease<T>(_ body: () async throws(PlatformError) -> T) async throws(PlatformError) -> T {
        let isTight = releaseReserveIfTight()
        return try await platformErrors {
            try await store.withLease(configuration.clock) {
                defer { if isTight { store.reserve.fill(leaving: 0) } }
                return try await body()
            }
        }
    }

    /// The same, but not at all while somebody else has the lease.
    func withLeaseIfFree(_ body: () async throws(PlatformError) -> Void) async throws(PlatformError) {
        let isTight = releaseReserveIfTight()
        try await platformErrors {
            try await store.withLeaseIfFree(configuration.clock) {
                defer { if isTight { store.reserve.fill(leaving: 0) } }
                try await body()
            }
        }
    }

    /// Before the lease is taken, whose row needs space, too. Whoever has the lease fills the reserve again.
    private func releaseReserveIfTight() -> Bool {
        guard !configuration.isDryRun, store.reserve.freeBytes < configuration.minimumFree else { return false }
        store.reserve.release()
        return true
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
