public import AuraCore
import AuraCrypto
import AuraKnowledge
import AuraPolicy
import AuraProviders
import AuraStore

/// One turn of a conversation; from here on the only place where its order of steps is written (DESIGN.md §2).
public struct ChatService: Sendable {
    let context: PlatformContext

    /// Which conversation a question belongs to.
    public enum Thread: Hashable, Sendable {
        case new
        /// The newest one of this bot and person, or a new one.
        case newest
        case existing(Conversation.ID)
    }

    /// What is asked.
    public struct Question: Hashable, Sendable {
        public var text: String
        /// Text that goes with the question, such as what was piped in.
        public var attachment: String?
        /// An e-mail, a reference or an id of the person it belongs to; none is an anonymous visitor.
        public var person: String?
        public var thread = Thread.new
        public var streams = true
        /// Whether messages are kept. The call is counted either way.
        public var isStored = true
        /// The same key with the same question within 24 hours has one effect and gives the same turn.
        public var idempotencyKey: String?

        public init(_ text: String) {
            self.text = text
        }
    }

    /// What came of it.
    public struct Turn: Hashable, Sendable {
        public let conversation: Conversation.ID?
        public let message: Message.ID?
        public let person: PersonID?
        public let answer: String
        /// Whether the answer rests on the documents; then it has citations.
        public let isGrounded: Bool
        public let citations: [Citation]
        public let model: String
        public let usage: TokenUsage
        public let accuracy: UsageRecord.Accuracy
        /// The vendor's stream ended early.
        public let isPartial: Bool
    }

    /// Asks a bot, streams the answer into `sink`, and stores the turn with its usage and audit event in one transaction.
    ///
    /// - Parameter bot: The bot's name; none if the tenant has exactly one.
    /// - Returns: The turn, or a refusal of the policy (clauses 4.2, 5.2).
    /// - Throws: Among others `exists`, if an idempotency key comes again with another question.
    public func send(
        _ question: Question, to bot: ObjectName?, of tenant: ObjectName, as principal: Principal,
        sink: @escaping ChatSink = { (_) in }
    ) async throws(PlatformError) -> Outcome<Turn> {
        let tenant = try await context.authorised(principal, .chat, tenant: tenant)
        try context.requireSpace()
        let bot = try await context.bot(bot, of: tenant)
        let text = try TextInput.text(question.text, of: "question", limit: Limits.questionBytes)
        if let turn = try await earlierTurn(question, bot, tenant) {
            try await AnswerMaking.deliver(turn.answer, to: sink)
            return .done(turn)
        }
        if case .denied(let refusal) = TransferPolicy.decide(
            vendor: bot.model.vendor, origin: context.origin(of: bot.model.vendor), recipients: context.recipients)
        {
            return .refused(try await refuse(refusal, bot, tenant, principal))
        }
        let asking = try await ConversationLookup(context: context, tenant: tenant, bot: bot.id)
            .find(question.thread, person: question.person)
        let search = try await PassageSearch(context: context, tenant: tenant, bot: bot.id)
            .run(text, limit: PromptAssembly.passages)
        let prompt = PromptAssembly(
            bot: bot, systemPrompt: try context.prompt(of: bot, tenant: tenant), history: asking.history,
            question: text, attachment: question.attachment, search: search)
        let key = try await openKey(for: prompt, of: tenant, by: principal)
        let answer = try await AnswerMaking(context: context, tenant: tenant, bot: bot, prompt: prompt)
            .make(key: key, streams: question.streams, sink: sink)
        return try await context.withIndexKeys(of: tenant) { (tenant) async throws(PlatformError) in
            let record = TurnRecord(
                context: context, tenant: tenant, bot: bot, question: question, text: text,
                request: try TurnRepetition(context: context, tenant: tenant, bot: bot).request(question))
            return .done(try await record.store(answer, asking: asking, key: key, by: principal))
        }
    }

    /// The turn that this question had already, if it came with the same idempotency key.
    private func earlierTurn(
        _ question: Question, _ bot: Bot, _ tenant: Tenant
    ) async throws(PlatformError) -> Turn? {
        try await context.withIndexKeys(of: tenant) { (tenant) async throws(PlatformError) in
            let repetition = TurnRepetition(context: context, tenant: tenant, bot: bot)
            guard let request = try repetition.request(question) else { return nil }
            return try await repetition.earlier(request)
        }
    }

    /// Opens the tenant's key for this one call; the audit event of the opening is written before it (clause 3.4).
    private func openKey(
        for prompt: PromptAssembly, of tenant: Tenant, by principal: Principal
    ) async throws(PlatformError) -> OpenedCredential? {
        guard prompt.bot.model.vendor.needsKey else { return nil }
        return try await CredentialOpening(context: context, tenant: tenant)
            .open(prompt.bot.model.vendor, for: prompt.bot, estimating: prompt.estimate, by: principal)
    }

    private func refuse(
        _ refusal: Refusal, _ bot: Bot, _ tenant: Tenant, _ principal: Principal
    ) async throws(PlatformError) -> Refusal {
        let event = try context.trail.event(
            .turnRefused, bot.id.rawValue, of: tenant, by: principal, at: context.now, clause: refusal.clause)
        try await platformErrors { try await context.store.tenant(tenant.id).write(event) { _ in } }
        return refusal
    }
}
