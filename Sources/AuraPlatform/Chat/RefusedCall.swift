import AuraCore
import AuraStore

/// Counts a call that the vendor did not answer: one usage row for each call that was sent (FAULTS.md I14).
struct RefusedCall {
    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot
    let credential: Credential

    func record(_ error: ProviderError) async throws(PlatformError) {
        guard error.wasSent else { return }
        let now = context.now
        let record = UsageRecord(
            id: .make(at: now), bot: bot.id, conversation: nil, person: nil, credential: credential.id,
            model: bot.model, tokens: TokenUsage(input: 0, output: 0), accuracy: .refused, createdAt: now)
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
