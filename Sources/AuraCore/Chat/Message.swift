/// One message of a conversation. Both messages of a turn are sealed under the asker's key and the week's.
public struct Message: Hashable, Sendable, Identified {
    public static let idPrefix = "msg"
    public typealias ID = Identifier<Message>

    public enum Author: String, CaseIterable, Codable, Sendable { case asker, bot }

    public let id: ID
    public let conversation: Conversation.ID
    public let person: PersonID
    public let author: Author
    public let ownerKey: KeyID
    public let period: KeyPeriod
    public let body: SealedValue
    /// The citations of a bot's answer as sealed JSON; none on a question.
    public let citations: SealedValue?
    public let createdAt: Timestamp

    public init(
        id: ID, conversation: Conversation.ID, person: PersonID, author: Author, ownerKey: KeyID, period: KeyPeriod,
        body: SealedValue, citations: SealedValue?, createdAt: Timestamp
    ) {
        self.id = id
        self.conversation = conversation
        self.person = person
        self.author = author
        self.ownerKey = ownerKey
        self.period = period
        self.body = body
        self.citations = citations
        self.createdAt = createdAt
    }
}
