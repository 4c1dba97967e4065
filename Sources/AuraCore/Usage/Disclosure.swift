/// What was disclosed to whom by one call (clause 4.2), for the Art. 19 duty later.
public struct Disclosure: Hashable, Sendable, Identified {
    public static let idPrefix = "dis"
    public typealias ID = Identifier<Disclosure>

    public let id: ID
    public let usage: UsageRecord.ID
    /// The recipient's id in the register.
    public let recipient: String
    /// ISO 3166 code of where the data went.
    public let country: String
    /// What makes the transfer lawful where data leaves the EEA (clause 7.2), such as `scc`; none where it stays.
    public let safeguard: String?
    public let categories: [DataClass]
    public let createdAt: Timestamp

    public init(
        id: ID, usage: UsageRecord.ID, recipient: String, country: String, safeguard: String? = nil,
        categories: [DataClass], createdAt: Timestamp
    ) {
        self.id = id
        self.usage = usage
        self.recipient = recipient
        self.country = country
        self.safeguard = safeguard
        self.categories = categories
        self.createdAt = createdAt
    }
}
