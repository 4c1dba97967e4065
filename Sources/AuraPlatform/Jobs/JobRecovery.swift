import AuraCore
import AuraStore

/// Finishes what a crash has interrupted, before anything else is done: from the ledger's entry on, a destruction
/// completes without a command (FAULTS.md §2).
struct JobRecovery {
    let context: PlatformContext

    func finishInterruptedJobs() async throws(PlatformError) {
        let jobs = try await platformErrors { try await context.store.operator.read { try $0.unfinishedJobs() } }
        // A rotation of an index key is not in the ledger; every other job may have been stopped behind its entry.
        if jobs.allSatisfy({ $0.kind == .rotateIndex }) {
            guard try await platformErrors({ try await context.store.isLedgerApplied() }) else {
                throw PlatformError(
                    .integrity, "the database is older than the erasure ledger",
                    hint: "an older copy of aura.db was put back: restore the newest one")
            }
        }
        let due = jobs.filter { !IndexRotation.isResting($0, at: context.now) }
        guard !due.isEmpty else { return }
        // Whoever holds the lock is at work on them.
        guard let lock = try mappingErrors({ try context.store.tryJobLock() }) else { return }
        defer { lock.release() }
        for job in due { try await finish(job) }
    }

    private func finish(_ job: Job) async throws(PlatformError) {
        let principal = Principal.job(named: "recovery")
        if job.kind == .purge {
            try await PurgeJob(context: context, principal: principal) { _ in }.resume(job)
            return
        }
        let id = job.tenant
        let found = try await platformErrors {
            try await context.store.operator.read { reader in try id.flatMap { try reader.tenant($0) } }
        }
        if job.kind == .rotateIndex, found == nil {
            try await IndexRotation(context: context, principal: principal).abandon(job)
            return
        }
        guard let id, let tenant = found else {
            throw PlatformError(.integrity, "an unfinished job has lost its tenant", hint: "aura doctor")
        }
        let prepared = try await context.custody.prepare(id, owners: tenant.standingKeys)
        switch job.kind {
        case .erase:
            guard let memo = ErasureMemo(job.plan) else { throw JobRecovery.unreadable }
            _ = try await ErasureJob(context: context, tenant: tenant, principal: principal).carryOut(job, memo)
        case .revoke:
            guard let memo = RevocationMemo(job.plan) else { throw JobRecovery.unreadable }
            try await CredentialRevocation(context: context).carryOut(job, memo, of: tenant, by: principal)
        case .rotateIndex:
            let rotation = IndexRotation(context: context, principal: principal)
            if prepared.destroyed.contains(tenant.indexKey) {
                try await rotation.abandon(job)
            } else {
                try await rotation.carryOut(job, of: tenant)
            }
        case .purge:
            return
        }
    }

    private static var unreadable: PlatformError {
        PlatformError(.integrity, "an unfinished job cannot be read", hint: "aura doctor")
    }
}

extension PlatformContext {
    /// Runs a job alone: a second one waits as long as a write would, then exits 11.
    func withJobLock<T>(_ body: () async throws(PlatformError) -> T) async throws(PlatformError) -> T {
        let lock = try await platformErrors { try await self.store.jobLock() }
        defer { lock.release() }
        return try await body()
    }

    /// Stops between two batches when the task was cancelled.
    func checkCancellation() throws(PlatformError) {
        guard !Task.isCancelled else {
            throw PlatformError(.cancelled, "stopped between two batches", hint: "run it again to go on")
        }
    }
}
