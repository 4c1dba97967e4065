/// Token counts of one call, as the vendor reported them.
public struct TokenUsage: Hashable, Sendable {
    public let input: Int
    public let output: Int
    /// The part of `input` that the vendor read from its cache.
    public let cachedInput: Int
    /// The part of `output` that was reasoning.
    public let reasoning: Int

    public init(input: Int, output: Int, cachedInput: Int = 0, reasoning: Int = 0) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
        self.reasoning = reasoning
    }
}

/// One call that was sent to a provider (clause 1.3). It outlives erasure without the person's identity.
public struct UsageRecord: Hashable, Sendable, Identified {
    public static let idPrefix = "use"
    public typealias ID = Identifier<UsageRecord>

    /// How exact the counts are.
    public enum Accuracy: String, CaseIterable, Codable, Sendable { case exact, partial, estimated, refused }

    public let id: ID
    public let bot: Bot.ID?
    public let conversation: Conversation.ID?
    public let person: PersonID?
    public let credential: Credential.ID?
    public let model: ModelName
    public let tokens: TokenUsage
    public let accuracy: Accuracy
    public let createdAt: Timestamp

    public init(
        id: ID, bot: Bot.ID?, conversation: Conversation.ID?, person: PersonID?, credential: Credential.ID?,
        model: ModelName, tokens: TokenUsage, accuracy: Accuracy, createdAt: Timestamp
    ) {
        self.id = id
        self.bot = bot
        self.conversation = conversation
        self.person = person
        self.credential = credential
        self.model = model
        self.tokens = tokens
        self.accuracy = accuracy
        self.createdAt = createdAt
    }
}
