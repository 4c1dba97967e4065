/// A thread of messages between one bot and the people who asked it.
public struct Conversation: Hashable, Sendable, Identified {
    public static let idPrefix = "cnv"
    public typealias ID = Identifier<Conversation>

    public let id: ID
    public let bot: Bot.ID
    public let createdAt: Timestamp

    public init(id: ID, bot: Bot.ID, createdAt: Timestamp) {
        self.id = id
        self.bot = bot
        self.createdAt = createdAt
    }
}
