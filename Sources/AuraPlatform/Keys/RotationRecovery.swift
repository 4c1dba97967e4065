import AuraCore
import AuraPolicy
import AuraStore

/// Goes on with rotations at an open: what a crash has interrupted, and what had to wait until it was due.
struct RotationRecovery {
    let context: PlatformContext

    /// Whether a job only waits for its time, so that there is nothing to do for it now.
    static func isWaiting(_ job: Job, now: Timestamp) -> Bool {
        let policy = StandardPolicy.keyRotation
        switch job.kind {
        case .purge, .erase, .revoke, .rootKey: return false
        case .call: return CallMemo.lapse(of: job) > now
        case .rotateIndex: return IndexRotation.isResting(job, at: now)
        case .credential: return CredentialMemo(job.plan).map { $0.dueAt > now } ?? false
        case .rewrap:
            guard case .done(let at) = RewrapPlace(job.cursor) else { return false }
            return policy.disabled.after(at) > now
        case .reseal:
            switch ResealPlace(job.cursor) {
            case .swept: return policy.settling.after(job.startedAt) > now
            case .disabled(let at): return policy.disabled.after(at) > now
            case .row, nil: return false
            }
        }
    }

    func finish(_ job: Job, by principal: Principal) async throws(PlatformError) {
        // Nothing is destroyed by a clock that is not to be believed (FAULTS.md R13); the job waits.
        if job.kind != .rootKey, try await context.clockRefusal(acceptsJump: false) != nil { return }
        switch job.kind {
        case .rootKey:
            try await RootRotation(context: context, principal: principal).finish(job)
        case .rewrap:
            try await TenantKeyRotation(context: context, principal: principal).carryOut(job) { _ in }
        case .reseal, .credential, .rotateIndex:
            guard let id = job.tenant else { throw JobRecovery.unreadable }
            guard let tenant = try await platformErrors({ try await context.store.operator.read { try $0.tenant(id) } })
            else { return try await end(job, by: principal) }
            let prepared = try await context.custody.prepare(id, owners: tenant.standingKeys)
            switch job.kind {
            case .reseal:
                try await OwnerKeyRotation(context: context, tenant: tenant, principal: principal).carryOut(job)
            case .credential:
                try await CredentialRotation(context: context, tenant: tenant, principal: principal).carryOut(job)
            default:
                let rotation = IndexRotation(context: context, principal: principal)
                if prepared.destroyed.contains(tenant.indexKey) { return try await rotation.abandon(job) }
                try await rotation.carryOut(job, of: tenant)
            }
        case .purge, .erase, .revoke, .call: return
        }
    }

    /// The workspace was erased meanwhile, and every key of it with it.
    private func end(_ job: Job, by principal: Principal) async throws(PlatformError) {
        let now = context.now
        let event = try context.trail.operatorEvent(
            .keysDestroyed, job.tenant?.rawValue ?? "-", by: principal, at: now, clause: Clause(5, 2))
        try await platformErrors {
            try await context.store.operator.write(event) { try $0.finishJob(job.id, leaving: job.plan, at: now) }
        }
    }
}
