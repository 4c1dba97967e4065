/// One customer workspace. Everything a tenant has is reached through its handle and through nothing else.
public struct Tenant: Hashable, Sendable, Identified {
    public static let idPrefix = "ten"
    public typealias ID = Identifier<Tenant>

    /// `closed`: no processing; `eraseAt` says when its data goes (clause 5.2).
    public enum State: String, CaseIterable, Codable, Sendable {
        case active, closed
    }

    public let id: ID
    public let name: ObjectName
    public let region: Region
    public let state: State
    public let createdAt: Timestamp
    public let closedAt: Timestamp?
    /// The day the retention purge erases the workspace; at most 29 days after `closedAt`.
    public let eraseAt: Timestamp?
    /// The owner key of the tenant's own content (documents, prompts, display names).
    public let contentKey: KeyID
    /// The key of the tenant's blind indexes and search tokens.
    public let indexKey: KeyID
    /// While the index key is being rotated, the key before: some rows are still indexed under it.
    public let previousIndexKey: KeyID?

    public init(
        id: ID, name: ObjectName, region: Region, state: State, createdAt: Timestamp, closedAt: Timestamp?,
        eraseAt: Timestamp?, contentKey: KeyID, indexKey: KeyID,
        previousIndexKey: KeyID? = nil
    ) {
        self.id = id
        self.name = name
        self.region = region
        self.state = state
        self.createdAt = createdAt
        self.closedAt = closedAt
        self.eraseAt = eraseAt
        self.contentKey = contentKey
        self.indexKey = indexKey
        self.previousIndexKey = previousIndexKey
    }
}
