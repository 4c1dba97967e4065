/// Somebody who talks to a tenant's bot: anonymous, or known by an e-mail or the tenant's own reference.
public struct Visitor: Hashable, Sendable, Identified {
    public static let idPrefix = "vis"
    public typealias ID = Identifier<Visitor>

    public let id: ID
    public let ownerKey: KeyID
    /// E-mail or reference, sealed under the visitor's own key; none for an anonymous visitor.
    public let reference: SealedValue?
    public let createdAt: Timestamp

    public init(id: ID, ownerKey: KeyID, reference: SealedValue?, createdAt: Timestamp) {
        self.id = id
        self.ownerKey = ownerKey
        self.reference = reference
        self.createdAt = createdAt
    }
}
