import AuraCore
import AuraCrypto
import AuraStore

/// Rotates a tenant's index key (VAULT.md §6): a new key, everything that was indexed under the old one indexed again
/// from its sealed source in batches, and the old key destroyed.
///
/// While it runs each row stands under one of the two keys, and look-ups ask for both. The old key then rests as long
/// as an idempotency key is remembered, because the marks of answered requests cannot be made again.
struct IndexRotation {
    let context: PlatformContext
    let principal: Principal
    var progress: @Sendable (JobProgress) -> Void = { _ in }

    /// How long the old key is kept for the marks of requests: an hour longer than those count.
    static let restMilliseconds = Limits.idempotencyMilliseconds + 3_600_000

    func start(_ tenant: Tenant) async throws(PlatformError) -> Job {
        let now = context.now
        let key = try await context.custody.makeIndexKey(for: tenant.id, at: now)
        let memo = IndexRotationMemo(old: tenant.indexKey, new: key)
        let job = Job(id: .make(at: now), tenant: tenant.id, kind: .rotateIndex, plan: memo.json, startedAt: now)
        let event = try context.trail.event(
            .indexRotationStarted, job.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.beginIndexRotation(to: key)
                try writer.insertJob(job)
            }
        }
        return job
    }

    /// Makes the index of a tenant anew whose index key is gone: data of before a rotation was restored, whose old key
    /// has been destroyed since.
    ///
    /// - Returns: The tenant with its new key.
    func remake(of tenant: Tenant) async throws(PlatformError) -> Tenant {
        try await context.withLease { () async throws(PlatformError) in
            // Another process may have been quicker.
            let now = try await context.current(tenant)
            guard now.indexKey == tenant.indexKey else { return now }
            if now.previousIndexKey != nil {
                let event = try context.trail.event(
                    .indexRotationCompleted, tenant.id.rawValue, of: tenant, by: principal, at: context.now,
                    clause: Clause(10, 2))
                try await platformErrors {
                    try await context.store.tenant(tenant.id).write(event) { try $0.endIndexRotation() }
                }
            }
            let job = try await start(now)
            let renewed = try await context.current(tenant)
            try await carryOut(job, of: renewed)
            return renewed
        }
    }

    /// From the first batch on; running it again does what is left.
    func carryOut(_ job: Job, of tenant: Tenant) async throws(PlatformError) {
        guard let memo = IndexRotationMemo(job.plan) else {
            throw PlatformError(
                .integrity, "an unfinished rotation of an index key cannot be read", hint: "aura doctor")
        }
        guard memo.new == tenant.indexKey else { return try await abandon(job) }
        try await sweep(job, of: tenant)
        // Nothing is destroyed by a clock that is not to be believed (FAULTS.md R13); the old key then waits longer.
        guard IndexRotation.isRested(job, at: context.now),
            try await context.clockRefusal(acceptsJump: false) == nil
        else { return }
        try await destroyOldKey(job, memo, of: tenant)
    }

    /// Indexes everything again, batch by batch, from where the job's cursor is.
    private func sweep(_ job: Job, of tenant: Tenant) async throws(PlatformError) {
        var place = IndexRotationPlace(step: .members, last: nil)
        if let cursor = job.cursor {
            guard let reached = IndexRotationPlace(cursor) else {
                throw PlatformError(.integrity, "an unfinished rotation has lost its place", hint: "aura doctor")
            }
            place = reached
        }
        let sweep = IndexSweep(context: context, tenant: tenant)
        var done = 0
        while place.step != .resting {
            try context.checkCancellation()
            let batch = try await sweep.batch(at: place)
            place = batch.next
            done += batch.rows
            let cursor = place.text
            let event = try context.trail.event(
                .indexRotationBatch, job.id.rawValue, of: tenant, by: principal, at: context.now,
                clause: Clause(10, 2))
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    try batch.write(writer)
                    try writer.advanceJob(job.id, to: cursor)
                }
            }
            progress(JobProgress(step: place.step.rawValue, done: done, total: done))
        }
    }

    /// Whether the job waits for nothing but the end of its rest.
    static func isResting(_ job: Job, at now: Timestamp) -> Bool {
        job.kind == .rotateIndex && job.cursor.flatMap(IndexRotationPlace.init)?.step == .resting
            && !isRested(job, at: now)
    }

    private static func isRested(_ job: Job, at now: Timestamp) -> Bool {
        now >= job.startedAt.adding(milliseconds: restMilliseconds)
    }

    /// Destroys the old key in the keyring alone: a rotation erases nothing, so the erasure ledger, which is replayed
    /// over what is restored, does not hold it.
    private func destroyOldKey(
        _ job: Job, _ memo: IndexRotationMemo, of tenant: Tenant
    ) async throws(PlatformError) {
        let now = context.now
        let destroyed = try context.trail.event(
            .keysDestroyed, job.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(10, 2))
        let completed = try context.trail.event(
            .indexRotationCompleted, job.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors {
            let keyring = context.store.keyring
            try await keyring.destroy(
                [memo.old], reason: "rotated", at: now, applying: try await keyring.ledgerHead())
            context.vault.evict([memo.old])
            try await context.store.tenant(tenant.id).write(destroyed, also: [completed]) { writer in
                try writer.endIndexRotation()
                try writer.finishJob(job.id, leaving: memo.json, at: now)
            }
            try await context.store.truncateLogs()
        }
    }

    /// Ends a job that there is nothing left to do for: the workspace was erased meanwhile, or the index was made anew
    /// under a later key.
    func abandon(_ job: Job) async throws(PlatformError) {
        let now = context.now
        let event = try context.trail.operatorEvent(
            .indexRotationCompleted, job.id.rawValue, by: principal, at: now, clause: Clause(5, 2))
        try await platformErrors {
            try await context.store.operator.write(event) { try $0.finishJob(job.id, leaving: job.plan, at: now) }
        }
    }
}

/// What a rotation remembers: the two keys.
struct IndexRotationMemo: Hashable, Sendable {
    let old: KeyID
    let new: KeyID

    init(old: KeyID, new: KeyID) {
        self.old = old
        self.new = new
    }

    var json: JSONValue {
        ["old": .string(old.description), "new": .string(new.description)]
    }

    init?(_ json: JSONValue) {
        guard let old = json["old"]?.string.flatMap(KeyID.init), let new = json["new"]?.string.flatMap(KeyID.init)
        else { return nil }
        self.init(old: old, new: new)
    }
}

/// How far a rotation is: what is indexed again, and the last row of it.
struct IndexRotationPlace: Hashable, Sendable {
    enum Step: String, CaseIterable, Sendable { case members, visitors, documents, passages, resting }

    let step: Step
    let last: String?

    init(step: Step, last: String?) {
        self.step = step
        self.last = last
    }

    /// As the job's cursor holds it.
    var text: String { last.map { "\(step.rawValue)/\($0)" } ?? step.rawValue }

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let step = parts.first.flatMap(Step.init(rawValue:)) else { return nil }
        self.init(step: step, last: parts.count == 2 ? parts[1] : nil)
    }

    /// The place behind a batch: after its last row, or at the next step if there was none.
    func next(after last: String?) -> IndexRotationPlace {
        if let last { return IndexRotationPlace(step: step, last: last) }
        let place = Step.allCases.firstIndex(of: step) ?? 0
        return IndexRotationPlace(step: Step.allCases[min(place + 1, Step.allCases.count - 1)], last: nil)
    }
}
