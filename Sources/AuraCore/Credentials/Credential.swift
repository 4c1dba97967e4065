/// A tenant's LLM key as everybody may know it: never the key (clauses 3.1–3.6).
public struct Credential: Hashable, Sendable, Identified {
    public static let idPrefix = "key"
    public typealias ID = Identifier<Credential>

    /// `retiring`: another key has taken its place; calls under way finish with it, until its grace is over.
    public enum State: String, CaseIterable, Codable, Sendable { case active, retiring, revoked }

    public let id: ID
    public let vendor: Vendor
    /// The exact HTTPS origin the key is bound to.
    public let origin: String
    public let label: String
    /// HMAC over the key under the tenant's index key, hexadecimal: equal keys have equal fingerprints.
    public let fingerprint: String
    /// The last four characters, sealed; only those who may set keys see them.
    public let lastFour: SealedValue?
    public let ownerKey: KeyID
    public let state: State
    public let createdAt: Timestamp
    public let expiresAt: Timestamp?
    public let revokedAt: Timestamp?

    public init(
        id: ID, vendor: Vendor, origin: String, label: String, fingerprint: String, lastFour: SealedValue?,
        ownerKey: KeyID, state: State, createdAt: Timestamp, expiresAt: Timestamp?, revokedAt: Timestamp?
    ) {
        self.id = id
        self.vendor = vendor
        self.origin = origin
        self.label = label
        self.fingerprint = fingerprint
        self.lastFour = lastFour
        self.ownerKey = ownerKey
        self.state = state
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}
