import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Gives a person, or a tenant's own content, a new owner key (VAULT.md §2): the new key is added, then promoted; a
/// resumable sweep reseals what the old one sealed; after an hour, in which calls that began with it have ended, a last
/// look follows and the old key is disabled; a week later it is destroyed.
struct OwnerKeyRotation {
    let context: PlatformContext
    let tenant: Tenant
    let principal: Principal

    /// Adds and promotes the new key and sweeps. The job goes on at a later open.
    ///
    /// - Returns: How many rows were resealed.
    func run(
        _ person: PersonID?, progress: @Sendable (JobProgress) -> Void
    ) async throws(PlatformError) -> Int {
        try await context.withLease { () async throws(PlatformError) in
            let now = context.now
            let old = try await currentKey(of: person)
            guard
                try await platformErrors({ try await context.store.keyring.predecessors(of: old, tenant: tenant.id) })
                    .isEmpty
            else {
                throw PlatformError(
                    .exists, "this key was rotated lately, and the one before it is still kept",
                    hint: "rotate it again when that one is destroyed, after a week")
            }
            try await context.custody.prepare(tenant.id, owners: [old, tenant.contentKey])
            let new = try await context.custody.newKey(.owner, of: tenant.id, at: now)
            if !context.configuration.isDryRun {
                try await context.custody.inUse([new]) { keys in
                    for key in keys { try await context.store.keyring.replace(old, by: key) }
                }
                try FaultPoint.passed(.rotateAdded)
            }
            let memo = ResealMemo(person: person, old: old, new: new.id)
            let job = Job(id: .make(at: now), tenant: tenant.id, kind: .reseal, plan: memo.json, startedAt: now)
            let event = try context.trail.event(
                .ownerKeyAdded, memo.subject(of: tenant), of: tenant, by: principal, at: now,
                clause: Clause(10, 2))
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    if let person {
                        try writer.setOwnerKey(of: person, from: old, to: new.id)
                    } else {
                        try writer.setContentKey(from: old, to: new.id)
                    }
                    try writer.insertJob(job)
                }
            }
            try FaultPoint.passed(.rotatePromoted)
            return try await sweep(job, memo, from: nil, progress: progress)
        }
    }

    /// Does what is left of a job: the rest of the sweep; once that is due, the last look and the disabling; a week later
    /// the destruction. May be repeated.
    func carryOut(_ job: Job) async throws(PlatformError) {
        guard let memo = ResealMemo(job.plan) else { throw JobRecovery.unreadable }
        var place = ResealPlace(job.cursor)
        if place == nil || place?.isSweeping == true {
            _ = try await sweep(job, memo, from: place) { _ in }
            place = .swept
        }
        if place == .swept, StandardPolicy.keyRotation.settling.after(job.startedAt) <= context.now {
            _ = try await resealAll(job, memo, from: nil) { _ in }
            try await disable(job, memo)
        }
        if case .disabled(let at) = place, StandardPolicy.keyRotation.disabled.after(at) <= context.now {
            try await destroy(job, memo)
        }
    }

    private func currentKey(of person: PersonID?) async throws(PlatformError) -> KeyID {
        guard let person else { return tenant.contentKey }
        guard let known = try await PeopleDirectory(context: context, tenant: tenant).find(person) else {
            throw PlatformError(.notFound, "there is no such person", hint: "aura subject find")
        }
        return known.ownerKey
    }

    private func sweep(
        _ job: Job, _ memo: ResealMemo, from place: ResealPlace?, progress: @Sendable (JobProgress) -> Void
    ) async throws(PlatformError) -> Int {
        let count = try await resealAll(job, memo, from: place, progress: progress)
        let event = try context.trail.event(
            .ownerKeyResealed, memo.subject(of: tenant), of: try await current(), by: principal, at: context.now,
            clause: Clause(10, 2))
        guard !context.configuration.isDryRun else { return count }
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) {
                try $0.advanceJob(job.id, to: ResealPlace.swept.text)
            }
        }
        return count
    }

    /// Reseals in batches, each one transaction with its event, in which its place is noted.
    private func resealAll(
        _ job: Job, _ memo: ResealMemo, from place: ResealPlace?, progress: @Sendable (JobProgress) -> Void
    ) async throws(PlatformError) -> Int {
        var (count, first, start) = (0, String?.none, "")
        if case .row(let table, let id) = place { (first, start) = (table, id) }
        for table in TenantReader.sealedTables.drop(while: { first != nil && $0 != first }) {
            var last = table == first ? start : ""
            while true {
                try context.checkCancellation()
                let page = try await platformErrors { [last] in
                    try await context.store.tenant(tenant.id).read {
                        try $0.rows(sealedUnder: memo.old, in: table, after: last, limit: Limits.batchRows)
                    }
                }
                guard let end = page.last else { break }
                last = end.id
                count += try await reseal(page, job, memo)
                try FaultPoint.passed(.rotateBatchDone)
                progress(JobProgress(step: table, done: count, total: count))
            }
        }
        return count
    }

    private func reseal(_ page: [SealedRow], _ job: Job, _ memo: ResealMemo) async throws(PlatformError) -> Int {
        let periods = Set(
            page.flatMap { $0.values.values }.compactMap { try? context.vault.ownerKey(of: $0).1 })
        try await context.custody.prepare(
            tenant.id, owners: [memo.old, memo.new, tenant.contentKey], periods: periods.subtracting([.none]))
        var rows: [ResealedRow] = []
        for row in page {
            if let new = try resealed(row, memo) { rows.append(ResealedRow(old: row, new: new)) }
        }
        guard let end = page.last, !rows.isEmpty else { return 0 }
        let event = try context.trail.event(
            .ownerKeyBatch, end.table, of: try await current(), by: principal, at: context.now, clause: Clause(10, 2))
        guard !context.configuration.isDryRun else { return rows.count }
        let (batch, place) = (rows, ResealPlace.row(table: end.table, id: end.id))
        return try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.advanceJob(job.id, to: place.text)
                return try writer.reseal(batch, under: memo.new)
            }
        }
    }

    /// The row under the new key; nothing if its week is gone, so that it is unreadable already.
    private func resealed(_ row: SealedRow, _ memo: ResealMemo) throws(PlatformError) -> SealedRow? {
        var values = row.values
        for (column, value) in row.values where value.keyInHeader == memo.old {
            do throws(VaultError) {
                values[column] = try context.vault.reseal(
                    value, in: row.context(of: column, tenant: tenant.id.rawValue), owner: memo.new)
            } catch {
                if case .periodKeyUnavailable = error.code { return nil }
                throw PlatformError(error)
            }
        }
        return row.with(values)
    }

    private func disable(_ job: Job, _ memo: ResealMemo) async throws(PlatformError) {
        let now = context.now
        try await platformErrors { try await context.store.keyring.disable(memo.old, at: now) }
        try FaultPoint.passed(.rotateDisabled)
        let event = try context.trail.event(
            .ownerKeyDisabled, memo.subject(of: tenant), of: try await current(), by: principal, at: now,
            clause: Clause(10, 2))
        let place = ResealPlace.disabled(at: now)
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { try $0.advanceJob(job.id, to: place.text) }
        }
    }

    private func destroy(_ job: Job, _ memo: ResealMemo) async throws(PlatformError) {
        let now = context.now
        try await platformErrors { try await context.store.keyring.retire([memo.old], at: now) }
        context.vault.forget([memo.old])
        try FaultPoint.passed(.rotateDestroyed)
        let event = try context.trail.event(
            .keysDestroyed, memo.subject(of: tenant), of: try await current(), by: principal, at: now,
            clause: Clause(10, 2))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.finishJob(job.id, leaving: ["old": .string(memo.old.description)], at: now)
            }
        }
    }

    /// The tenant with the content key that it has now, under which events are sealed.
    private func current() async throws(PlatformError) -> Tenant {
        let now = try await platformErrors { try await context.store.tenant(tenant.id).read { try $0.tenant() } }
        guard let now, !context.configuration.isDryRun else { return tenant }
        try await context.custody.prepare(now.id, owners: [now.contentKey])
        return now
    }
}
