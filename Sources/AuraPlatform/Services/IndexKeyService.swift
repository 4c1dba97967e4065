public import AuraCore
import AuraPolicy
import AuraStore

/// The key of a tenant's blind indexes, fingerprints and search tokens (VAULT.md §6).
public struct IndexKeyService: Sendable {
    let context: PlatformContext

    /// What a rotation did.
    public struct Rotation: Hashable, Sendable {
        /// The key in use from now on, by its id.
        public let key: KeyID
        /// When the old key may be destroyed; the first open after it does so.
        public let oldKeyUntil: Timestamp
        /// Whether the old key is destroyed already.
        public let isComplete: Bool
    }

    /// Rotates a tenant's index key; chats, searches and look-ups go on meanwhile. An interrupted one is gone on with.
    ///
    /// The old key is kept for 25 hours more, as long as the marks made under it count, and goes at the first open after.
    ///
    /// - Throws: `exists` while the key of the last rotation is still kept; `storeLocked` if another job runs.
    public func rotate(
        of name: ObjectName, as principal: Principal,
        progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Rotation {
        let tenant = try await context.authorised(principal, .keyWrite, tenant: name)
        let rotation = IndexRotation(context: context, principal: principal, progress: progress)
        return try await context.withLease { () async throws(PlatformError) in
            let job: Job
            if let unfinished = try await unfinishedJob(of: tenant) {
                guard !IndexRotation.isResting(unfinished, at: context.now) else {
                    throw PlatformError(
                        .exists,
                        "the index key was rotated at \(unfinished.startedAt); the key before it is still kept",
                        hint: "rotate again after \(end(of: unfinished))")
                }
                job = unfinished
            } else {
                job = try await rotation.start(tenant)
            }
            if !context.configuration.isDryRun {
                let rotated = try await context.current(tenant)
                try await rotation.carryOut(job, of: rotated)
            }
            return try await report(job, tenant)
        }
    }

    private func unfinishedJob(of tenant: Tenant) async throws(PlatformError) -> Job? {
        try await platformErrors {
            try await context.store.operator.read { reader in
                try reader.unfinishedJobs().first { $0.kind == .rotateIndex && $0.tenant == tenant.id }
            }
        }
    }

    private func end(of job: Job) -> Timestamp {
        job.startedAt.adding(milliseconds: IndexRotation.restMilliseconds)
    }

    private func report(_ job: Job, _ tenant: Tenant) async throws(PlatformError) -> Rotation {
        guard let memo = IndexRotationMemo(job.plan) else {
            throw PlatformError(
                .integrity, "an unfinished rotation of an index key cannot be read", hint: "aura doctor")
        }
        let isComplete = try await unfinishedJob(of: tenant) == nil
        return Rotation(
            key: memo.new, oldKeyUntil: end(of: job), isComplete: isComplete && !context.configuration.isDryRun)
    }
}
