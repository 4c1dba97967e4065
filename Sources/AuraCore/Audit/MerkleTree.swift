/// A whole RFC 6962 tree over leaf hashes, for proofs that a leaf stands in it, or that it continues a smaller one.
public struct MerkleTree: Sendable {
    private let leaves: [[UInt8]]
    private let digests: StoreDigests

    /// - Parameter leaves: The leaf hashes in their order.
    public init(_ leaves: [[UInt8]], _ digests: StoreDigests) {
        self.leaves = leaves
        self.digests = digests
    }

    /// The root of the first `size` leaves, or of as many as there are.
    public func root(size: Int) -> [UInt8] {
        root(0..<min(max(size, 0), leaves.count))
    }

    /// The path from a leaf to the root, from the leaf upwards (RFC 6962 §2.1.1); nothing if there is no such leaf.
    public func inclusionPath(of index: Int) -> [[UInt8]]? {
        guard leaves.indices.contains(index) else { return nil }
        var range = 0..<leaves.count
        var path: [[UInt8]] = []
        while range.count > 1 {
            let middle = range.lowerBound + MerkleTree.split(range.count)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(root(index < middle ? right : left))
            range = index < middle ? left : right
        }
        return path.reversed()
    }

    /// What proves that this tree continues that of its first `size` leaves (RFC 6962 §2.1.2); nothing for a size
    /// that is 0 or more than there are leaves.
    public func consistencyProof(from size: Int) -> [[UInt8]]? {
        guard size > 0, size <= leaves.count else { return nil }
        var range = 0..<leaves.count
        var isWhole = true
        var proof: [[UInt8]] = []
        // Down to the subtree that ends where the smaller tree does.
        while range.upperBound != size {
            let middle = range.lowerBound + MerkleTree.split(range.count)
            if size <= middle {
                proof.append(root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(root(range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { proof.append(root(range)) }
        return proof.reversed()
    }

    private func root(_ range: Range<Int>) -> [UInt8] {
        var edge = MerkleEdge()
        for leaf in leaves[range] { edge.append(leaf, digests) }
        return edge.root(digests)
    }

    /// The largest power of two that is smaller than `count`, which is 2 at least.
    private static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
