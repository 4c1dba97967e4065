/// Recomputes one chain of the audit log, entry by entry from the first on: its hashes, its tree, and that sequence,
/// times and chain are those of an untouched log (VAULT.md §7). It needs no store and little memory.
public struct ChainVerifier: Sendable {
    public let chain: AuditChain
    /// Entries that were found whole so far.
    public private(set) var count = 0
    /// The chain's hash after them.
    public private(set) var head: [UInt8]
    /// The tree over them.
    public private(set) var edge = MerkleEdge()
    /// The newest entry's time and leaf hash.
    public private(set) var newest: Timestamp?
    public private(set) var leafHash: [UInt8] = []
    /// The edges and roots of the tree at the sizes that were asked for, once that many entries were found.
    public private(set) var states: [Int: State] = [:]

    /// The tree at one size.
    public struct State: Hashable, Sendable {
        public let root: [UInt8]
        public let edge: MerkleEdge
    }

    private let sizes: Set<Int>
    private let digests: StoreDigests

    /// - Parameter sizes: The sizes of the checkpoints that are going to be compared.
    public init(_ chain: AuditChain, statesAt sizes: Set<Int> = [], _ digests: StoreDigests) {
        self.chain = chain
        self.sizes = sizes
        self.digests = digests
        head = digests.chainStart(of: chain)
        keepState()
    }

    /// Takes the next entry; nothing is taken if it does not fit.
    ///
    /// - Parameters:
    ///   - canonical: The entry's bytes.
    ///   - hash: The chain's hash after it, as it was kept.
    public mutating func add(_ canonical: [UInt8], hash: [UInt8]) -> Bool {
        let leaf = digests.leaf(canonical)
        let next = digests.sha256(head + leaf)
        guard next == hash, let entry = AuditEntry(canonical: canonical), entry.sequence == count,
            entry.chain == chain, entry.at >= newest ?? entry.at
        else { return false }
        head = next
        newest = entry.at
        leafHash = leaf
        edge.append(leaf, digests)
        count += 1
        keepState()
        return true
    }

    private mutating func keepState() {
        if sizes.contains(count) { states[count] = State(root: edge.root(digests), edge: edge) }
    }
}

extension StoreDigests {
    /// What the first entry of a chain is hashed onto: SHA-256("aura/audit/v1/" ‖ chain).
    public func chainStart(of chain: AuditChain) -> [UInt8] {
        sha256(Array("aura/audit/v1/\(chain)".utf8))
    }
}
