/// The right edge of a growing RFC 6962 tree: the roots of its perfect subtrees, the largest first. It is all that
/// adding leaves and computing the root needs, so that a log of any length takes at most 64 hashes of memory.
public struct MerkleEdge: Hashable, Sendable {
    /// How many leaves the tree has.
    public private(set) var count: Int
    /// One hash for each bit that is set in `count`, the highest bit first.
    public private(set) var nodes: [[UInt8]]

    /// The empty tree.
    public init() {
        count = 0
        nodes = []
    }

    /// The edge of a tree of `count` leaves as it was kept, 32 bytes a node; nothing if it is not as long as such an
    /// edge is.
    public init?(count: Int, bytes: [UInt8]) {
        guard count >= 0, bytes.count == count.nonzeroBitCount * 32 else { return nil }
        self.count = count
        nodes = stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<$0 + 32]) }
    }

    /// The nodes one behind the other, for keeping.
    public var bytes: [UInt8] { Array(nodes.joined()) }

    /// Adds the hash of the next leaf.
    public mutating func append(_ leafHash: [UInt8], _ digests: StoreDigests) {
        var node = leafHash
        var size = count
        while size & 1 == 1, let left = nodes.popLast() {
            node = digests.node(left, node)
            size >>= 1
        }
        nodes.append(node)
        count += 1
    }

    /// The tree's root; of the empty tree, the hash of nothing.
    public func root(_ digests: StoreDigests) -> [UInt8] {
        guard var root = nodes.last else { return digests.sha256([]) }
        for left in nodes.dropLast().reversed() { root = digests.node(left, root) }
        return root
    }

    /// The inclusion path of the leaf that would be added next, in the tree that it would be the last of.
    public var pathOfNext: [[UInt8]] { nodes.reversed() }
}

extension StoreDigests {
    /// The hash of a leaf: SHA-256(0x00 ‖ bytes).
    public func leaf(_ bytes: [UInt8]) -> [UInt8] { sha256([0x00] + bytes) }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x01]
        bytes.reserveCapacity(65)
        bytes += left
        bytes += right
        return sha256(bytes)
    }
}
