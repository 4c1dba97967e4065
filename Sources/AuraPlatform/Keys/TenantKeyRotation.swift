import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Gives tenants a new tenant key, which then wraps all their other keys; no data is touched and no key opened for use
/// (VAULT.md §2). The old tenant key is disabled in the same transaction and destroyed a week later.
struct TenantKeyRotation {
    /// Keys of one transaction; a tenant that has more takes several, and both its tenant keys work meanwhile.
    static let batch = 20_000

    let context: PlatformContext
    let principal: Principal

    /// - Parameter tenant: One tenant; nothing means every tenant, one after the other.
    /// - Returns: How many tenants have a new key.
    func run(
        _ tenant: Tenant?, progress: @Sendable (JobProgress) -> Void
    ) async throws(PlatformError) -> (tenants: Int, keys: Int) {
        try await context.withLease { () async throws(PlatformError) in
            let now = context.now
            let plan: JSONValue = ["tenant": JSONValue(tenant?.id.rawValue)]
            let job = Job(id: .make(at: now), tenant: nil, kind: .rewrap, plan: plan, startedAt: now)
            let event = try context.trail.operatorEvent(
                .rewrapStarted, tenant?.id.rawValue ?? "-", by: principal, at: now, clause: Clause(10, 2))
            try await platformErrors { try await context.store.operator.write(event) { try $0.insertJob(job) } }
            return try await carryOut(job, progress: progress)
        }
    }

    /// Goes on with the tenant that the job has come to, or, once that is due, destroys the old tenant keys and ends the
    /// job. May be repeated.
    @discardableResult
    func carryOut(
        _ job: Job, progress: @Sendable (JobProgress) -> Void
    ) async throws(PlatformError) -> (tenants: Int, keys: Int) {
        let place = RewrapPlace(job.cursor)
        if case .done(let at) = place {
            if StandardPolicy.keyRotation.disabled.after(at) <= context.now { try await retire(job, disabledBy: at) }
            return (0, 0)
        }
        let only = job.plan["tenant"]?.string
        let tenants = try await context.allTenants().filter { only == nil || $0.id.rawValue == only }
        var done = (tenants: 0, keys: 0)
        for tenant in tenants {
            var begun: Int?
            if case .begun(let last, let version) = place {
                guard tenant.id.rawValue >= last else { continue }
                if tenant.id.rawValue == last { begun = version }
            }
            try context.checkCancellation()
            done.keys += try await rotate(tenant, version: begun, in: job)
            done.tenants += 1
            progress(JobProgress(step: "tenants", done: done.tenants, total: tenants.count))
        }
        let now = context.now
        let event = try context.trail.operatorEvent(
            .rewrapCompleted, only ?? "-", by: principal, at: now, clause: Clause(10, 2))
        guard !context.configuration.isDryRun else { return done }
        try await platformErrors {
            try await context.store.operator.write(event) {
                try $0.advanceJob(job.id, to: RewrapPlace.done(at: now).text)
            }
        }
        return done
    }

    private func retire(_ job: Job, disabledBy moment: Timestamp) async throws(PlatformError) {
        let now = context.now
        let tenant = job.plan["tenant"]?.string.flatMap(Tenant.ID.init)
        var gone: [KeyID] = []
        repeat {
            gone = try await platformErrors {
                let keys = try await context.store.keyring.disabledKeys(
                    .tenant, of: tenant, by: moment, limit: Limits.batchRows)
                try await context.store.keyring.retire(keys, at: now)
                return keys
            }
            context.vault.forget(gone)
            try FaultPoint.passed(.rotateDestroyed)
        } while !gone.isEmpty
        let event = try context.trail.operatorEvent(
            .keysDestroyed, tenant?.rawValue ?? "-", by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors {
            try await context.store.operator.write(event) { try $0.finishJob(job.id, leaving: job.plan, at: now) }
        }
    }

    /// - Parameter version: The version to reach, for a tenant that was begun before.
    /// - Returns: How many keys were wrapped anew.
    private func rotate(_ tenant: Tenant, version begun: Int?, in job: Job) async throws(PlatformError) -> Int {
        let newest = try await context.custody.tenantKey(of: tenant.id)
        let version = begun ?? newest.version + 1
        if begun == nil {
            try await context.custody.prepare(tenant.id, owners: [tenant.contentKey])
            let event = try context.trail.event(
                .tenantKeyRotated, tenant.id.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(10, 2)
            )
            guard !context.configuration.isDryRun else { return 0 }
            let place = RewrapPlace.begun(tenant: tenant.id.rawValue, version: version)
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    try writer.advanceJob(job.id, to: place.text)
                }
            }
        }
        let key = newest.version >= version ? newest : try newKey(of: tenant.id, version: version)
        return try await rewrapAll(of: tenant.id, by: key)
    }

    private func newKey(of tenant: Tenant.ID, version: Int) throws(PlatformError) -> WrappedKey {
        let vault = context.vault
        return try mappingErrors {
            try vault.makeKey(
                .tenant, tenant: tenant.rawValue, wrappedBy: vault.rootKeyID, version: version, at: context.now)
        }
    }

    private func rewrapAll(of tenant: Tenant.ID, by tenantKey: WrappedKey) async throws(PlatformError) -> Int {
        let keyring = context.store.keyring
        var count = 0
        var left = 1
        while left > 0 {
            let keys = try await platformErrors {
                try await keyring.keys(of: tenant, notWrappedBy: tenantKey.id, limit: TenantKeyRotation.batch)
            }
            var rewraps: [Rewrap] = []
            for key in keys {
                let new = try mappingErrors { try context.vault.rewrap(key, by: tenantKey.id) }
                rewraps.append(Rewrap(id: key.id, old: key.wrapped, new: new))
            }
            let (batch, now) = (rewraps, context.now)
            var remaining = 0
            try await context.custody.inUse([tenantKey]) { keys in
                for key in keys {
                    remaining = try await keyring.rewrap(batch, by: key, of: tenant, at: now)
                }
            }
            left = remaining
            try FaultPoint.passed(left > 0 ? .rotateBatchDone : .rotateDisabled)
            count += batch.count
        }
        return count
    }
}

/// How far a rewrap has come.
enum RewrapPlace: Hashable, Sendable {
    /// The tenant that was begun last, and the version that its key is to have.
    case begun(tenant: String, version: Int)
    /// Every tenant has its new key; the old ones are disabled.
    case done(at: Timestamp)

    var text: String {
        switch self {
        case .begun(let tenant, let version): "begun \(tenant) \(version)"
        case .done(let at): "done \(at)"
        }
    }

    /// Nothing if no tenant was begun.
    init?(_ cursor: String?) {
        let parts = (cursor ?? "").split(separator: " ").map(String.init)
        if parts.count == 3, parts[0] == "begun", let version = Int(parts[2]) {
            self = .begun(tenant: parts[1], version: version)
        } else if parts.count == 2, parts[0] == "done", let at = Timestamp(parts[1]) {
            self = .done(at: at)
        } else {
            return nil
        }
    }
}
