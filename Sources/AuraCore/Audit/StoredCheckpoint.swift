/// A signed checkpoint as the store keeps it, beside the chain that it is of.
public struct StoredCheckpoint: Hashable, Sendable {
    public let chain: AuditChain
    /// Entries of the chain.
    public let size: Int
    public let createdAt: Timestamp
    /// The root of the tree over them, 32 bytes.
    public let root: [UInt8]
    /// The tree's right edge, from which the next checkpoint goes on.
    public let edge: MerkleEdge
    /// The signed note.
    public let note: String

    public init(
        chain: AuditChain, size: Int, createdAt: Timestamp, root: [UInt8], edge: MerkleEdge, note: String
    ) {
        self.chain = chain
        self.size = size
        self.createdAt = createdAt
        self.root = root
        self.edge = edge
        self.note = note
    }
}

/// Signs checkpoints inside the store's transactions; given to the store once the signing key is there.
public struct CheckpointSigner: Sendable {
    /// The signed note of a chain's size and root; nothing if it cannot be signed.
    public let note: @Sendable (_ chain: AuditChain, _ size: Int, _ root: [UInt8]) -> String?

    public init(note: @escaping @Sendable (AuditChain, Int, [UInt8]) -> String?) {
        self.note = note
    }
}
