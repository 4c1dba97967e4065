import AuraCore
import AuraProviders
import AuraStore

/// Counts a call that was sent and whose answer is not kept: one usage row for each (FAULTS.md I14).
struct UnansweredCall {
    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot
    let credential: Credential

    /// - Parameters:
    ///   - error: Why there is no answer. A vendor that refused counted nothing; one that was left waiting, or that
    ///     was too slow, did the work, which is then estimated.
    ///   - shown: The part of the answer that came.
    func record(
        _ error: ProviderError, prompt: [ChatRequest.Turn], shown: String
    ) async throws(PlatformError) {
        guard error.wasSent else { return }
        let now = context.now
        let worked = error.code == .cancelled || error.code == .timedOut
        let tokens = worked ? TokenEstimate.usage(prompt: prompt, answer: shown) : TokenUsage(input: 0, output: 0)
        let accuracy: UsageRecord.Accuracy = worked ? (shown.isEmpty ? .estimated : .partial) : .refused
        let record = UsageRecord(
            id: .make(at: now), bot: bot.id, conversation: nil, person: nil, credential: credential.id,
            model: bot.model, tokens: tokens, accuracy: accuracy, createdAt: now)
        let event = try context.trail.event(
            .turnCounted, record.id.rawValue, of: tenant, by: .job(named: "chat"), at: now, clause: Clause(1, 3))
        let disclosure = try context.disclosure(of: record, origin: credential.origin)
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.insertUsage(record)
                if let disclosure { try writer.insertDisclosure(disclosure) }
            }
        }
    }
}
