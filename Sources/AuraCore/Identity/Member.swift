/// Somebody who works in a tenant's workspace.
public struct Member: Hashable, Sendable, Identified {
    public static let idPrefix = "mem"
    public typealias ID = Identifier<Member>

    public let id: ID
    public let role: Role
    public let ownerKey: KeyID
    /// Sealed under the member's own key.
    public let email: SealedValue
    public let createdAt: Timestamp

    public init(id: ID, role: Role, ownerKey: KeyID, email: SealedValue, createdAt: Timestamp) {
        self.id = id
        self.role = role
        self.ownerKey = ownerKey
        self.email = email
        self.createdAt = createdAt
    }
}
