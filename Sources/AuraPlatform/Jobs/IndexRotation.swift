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
        let memo = IndexRotationMemo(old: tenant.indexKey, new: key, ledgerSequence: context.store.ledger.head.sequence)
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

    /// From the first batch on; running it again does what is left.
    func carryOut(_ job: Job, of tenant: Tenant) async throws(PlatformError) {
        guard let memo = IndexRotationMemo(job.plan), memo.new == tenant.indexKey else {
            throw PlatformError(
                .integrity, "an unfinished rotation of an index key cannot be read", hint: "aura doctor")
        }
        var place =
            try job.cursor.map { (text) throws(PlatformError) in
                guard let place = IndexRotationPlace(text) else {
                    throw PlatformError(.integrity, "an unfinished rotation has lost its place", hint: "aura doctor")
                }
                return place
            } ?? IndexRotationPlace(step: .members, last: nil)
        let sweep = IndexSweep(context: context, tenant: tenant)
        var done = 0
        while place.step != .resting {
            try context.checkCancellation()
            let batch = try await sweep.batch(at: place)
            place = batch.next
            done += batch.rows
            let (cursor, event) = (
                place.text,
                try context.trail.event(
                    .indexRotationBatch, job.id.rawValue, of: tenant, by: principal, at: context.now,
                    clause: Clause(10, 2))
            )
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    try batch.write(writer)
                    try writer.advanceJob(job.id, to: cursor)
                }
            }
            progress(JobProgress(step: place.step.rawValue, done: done, total: done))
        }
        // Nothing is destroyed by a clock that is not to be believed (FAULTS.md R13); the old key then waits longer.
        guard IndexRotation.isRested(job, at: context.now),
            try await context.clockRefusal(acceptsJump: false) == nil
        else { return }
        try await destroyOldKey(job, memo, of: tenant)
    }

    /// Whether the job waits for nothing but the end of its rest.
    static func isResting(_ job: Job, at now: Timestamp) -> Bool {
        job.kind == .rotateIndex && job.cursor.flatMap(IndexRotationPlace.init)?.step == .resting
            && !isRested(job, at: now)
    }

    private static func isRested(_ job: Job, at now: Timestamp) -> Bool {
        now >= job.startedAt.adding(milliseconds: restMilliseconds)
    }

    private func destroyOldKey(
        _ job: Job, _ memo: IndexRotationMemo, of tenant: Tenant
    ) async throws(PlatformError) {
        let step = LedgerStep(
            scope: .period, tenant: tenant.id, subject: nil, classes: [], keys: [memo.old], cutoffs: [:])
        let written = try await platformErrors {
            try await context.store.ledger.entries(after: memo.ledgerSequence, limit: Limits.listRows)
                .first { step.isSame(as: $0.entry) && $0.entry.keys == [memo.old] }
        }
        let head = try await DestructionStep(context: context).run(
            step, after: written.map { $0.entry.sequence - 1 } ?? context.store.ledger.head.sequence,
            reason: "rotation")
        let now = context.now
        let destroyed = try context.trail.event(
            .keysDestroyed, job.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(10, 2))
        let completed = try context.trail.event(
            .indexRotationCompleted, job.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(10, 2))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(destroyed, also: [completed]) { writer in
                try writer.endIndexRotation()
                try writer.setLedgerHead(head)
                try writer.finishJob(job.id, leaving: memo.json, at: now)
            }
            try await context.store.truncateLogs()
        }
    }
}

/// What a rotation remembers: the two keys, and the ledger's length when it began.
struct IndexRotationMemo: Hashable, Sendable {
    let old: KeyID
    let new: KeyID
    let ledgerSequence: Int

    init(old: KeyID, new: KeyID, ledgerSequence: Int) {
        self.old = old
        self.new = new
        self.ledgerSequence = ledgerSequence
    }

    var json: JSONValue {
        [
            "old": .string(old.description), "new": .string(new.description), "ledger": JSONValue(ledgerSequence),
        ]
    }

    init?(_ json: JSONValue) {
        guard let old = json["old"]?.string.flatMap(KeyID.init), let new = json["new"]?.string.flatMap(KeyID.init),
            let sequence = json["ledger"]?.integer
        else { return nil }
        self.init(old: old, new: new, ledgerSequence: Int(sequence))
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
