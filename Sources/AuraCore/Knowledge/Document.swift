/// One document of a bot's knowledge, in its newest version.
public struct Document: Hashable, Sendable, Identified {
    public static let idPrefix = "doc"
    public typealias ID = Identifier<Document>

    public enum MediaType: String, CaseIterable, Codable, Sendable {
        case markdown = "text/markdown"
        case plain = "text/plain"
        case html = "text/html"
    }

    public let id: ID
    public let bot: Bot.ID
    /// Sealed under the tenant's content key.
    public let title: SealedValue
    /// Counts from 1; a citation names the version it was taken from.
    public let version: Int
    public let mediaType: MediaType
    /// ISO 639-1, or `und` where it could not be told.
    public let language: String
    public let byteCount: Int
    public let passageCount: Int
    /// SHA-256 of the text under the tenant's index key, hexadecimal, so that the same text is recognised.
    public let fingerprint: String
    public let createdAt: Timestamp

    public init(
        id: ID, bot: Bot.ID, title: SealedValue, version: Int, mediaType: MediaType, language: String,
        byteCount: Int, passageCount: Int, fingerprint: String, createdAt: Timestamp
    ) {
        self.id = id
        self.bot = bot
        self.title = title
        self.version = version
        self.mediaType = mediaType
        self.language = language
        self.byteCount = byteCount
        self.passageCount = passageCount
        self.fingerprint = fingerprint
        self.createdAt = createdAt
    }
}
