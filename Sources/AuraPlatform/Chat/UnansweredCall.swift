import AuraCore
import AuraProviders
import AuraStore

/// Counts a call that was sent and whose answer is not kept: one usage row for each (FAULTS.md I14).
struct UnansweredCall {
    let context: PlatformContext
    let tenant: Tenant

    /// - Parameters:
    ///   - error: Why there is no answer. A vendor that refused counted nothing; one that was left waiting, or that
    ///     was too slow, did the work, which is then estimated.
    ///   - shown: The part of the answer that came.
    func record(
        _ error: ProviderError, of key: OpenedCredential, to bot: Bot, prompt: [ChatRequest.Turn], shown: String
    ) async throws(PlatformError) {
        guard error.wasSent else { return try await release(key.call) }
        let worked = error.code == .cancelled || error.code == .timedOut
        let tokens = worked ? TokenEstimate.usage(prompt: prompt, answer: shown) : TokenUsage(input: 0, output: 0)
        let accuracy: UsageRecord.Accuracy = worked ? (shown.isEmpty ? .estimated : .partial) : .refused
        let record = UsageRecord(
            id: .make(at: context.now), bot: bot.id, conversation: nil, person: nil, credential: key.credential.id,
            model: bot.model, tokens: tokens, accuracy: accuracy, createdAt: context.now)
        let disclosure = try context.disclosure(of: record, origin: key.credential.origin)
        try await count(record, disclosure, job: key.call)
    }

    /// Counts a call whose process ended before it could. Whether it was sent is not known, so that it is taken as sent.
    func recordLapsed(_ job: Job, _ memo: CallMemo) async throws(PlatformError) {
        let credential = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.credential(memo.credential) }
        }
        guard let credential else { return try await release(job.id) }
        let record = UsageRecord(
            id: .make(at: job.startedAt), bot: memo.bot, conversation: nil, person: nil, credential: credential.id,
            model: memo.model, tokens: memo.tokens, accuracy: .estimated, createdAt: job.startedAt)
        // An origin that is in no register any more has no recipient to name; the call is counted all the same.
        let disclosure = try? context.disclosure(of: record, origin: credential.origin)
        try await count(record, disclosure, job: job.id)
    }

    private func count(
        _ record: UsageRecord, _ disclosure: Disclosure?, job: Job.ID
    ) async throws(PlatformError) {
        let event = try context.trail.event(
            .turnCounted, record.id.rawValue, of: tenant, by: .job(named: "chat"), at: context.now,
            clause: Clause(1, 3))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.insertUsage(record)
                if let disclosure { try writer.insertDisclosure(disclosure) }
                try writer.removeCall(job)
            }
        }
    }

    /// Ends the job of a call that never left this machine.
    func release(_ job: Job.ID) async throws(PlatformError) {
        let event = try context.trail.event(
            .turnUnsent, job.rawValue, of: tenant, by: .job(named: "chat"), at: context.now, clause: Clause(1, 3))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { try $0.removeCall(job) }
        }
    }
}
