import AuraCore
import AuraPolicy

/// Tenant `demo` with the bot `guide`, whose knowledge is the privacy policy, and 120 days of conversations.
/// Everything is written through the use cases that everybody uses.
struct DemoContent {
    static let tenant = "demo"
    static let bot = "guide"
    /// A turn each five days.
    private static let turns = 24

    /// The audit events of writing it, which a dry run predicts.
    static let events: [AuditAction: Int] = [
        // One in the operator's chain, one in the tenant's own.
        .tenantCreated: 2, .memberAdded: 1, .botCreated: 1, .documentAdded: 1, .visitorAdded: people.count,
        .turnStored: turns,
    ]

    let platform: Platform
    let clock: DemoClock

    func write() async throws(PlatformError) {
        let principal = Principal.operator(named: "demo")
        let tenant = try await platform.tenants.create(
            DemoContent.tenant, owner: "dana@demo.example", display: "Demo workspace", as: principal
        ).tenant.name
        _ = try await platform.bots.create(DemoContent.bot, of: tenant, as: principal)
        let policy = PolicyRenderer.markdown(StandardPolicy.document)
        _ = try await platform.documents.add(
            DocumentService.Draft(bytes: Array(policy.utf8), mediaType: .markdown, name: "privacy-policy.md"),
            to: nil, of: tenant, as: principal)
        for turn in 0..<DemoContent.turns {
            clock.advance(milliseconds: Timestamp.millisecondsPerDay * Int64(DemoClock.days / DemoContent.turns))
            var question = ChatService.Question(DemoContent.questions[turn % DemoContent.questions.count])
            question.person = DemoContent.people[turn % DemoContent.people.count]
            question.thread = .newest
            _ = try await platform.chat.send(question, to: nil, of: tenant, as: principal)
        }
        clock.advanceToRealTime()
    }

    private static let questions = [
        "How long do you keep my chats?",
        "Who can read my API key?",
        "Do you sell my data?",
        "How quickly do you answer a request for erasure?",
        "Where is my data hosted?",
        "Which cookies do you set?",
    ]

    private static let people = ["visitor-1@demo.example", "visitor-2@demo.example", "visitor-3@demo.example"]
}
