/// Verifies what ``MerkleTree`` proves, without the tree (RFC 9162 §2.1.3.2 and §2.1.4.2).
public enum MerkleProof {
    /// Whether the leaf stands at `index` in the tree of `size` leaves with this root.
    ///
    /// - Parameter path: From the leaf upwards.
    public static func includes(
        leaf: [UInt8], at index: Int, path: [[UInt8]], size: Int, root: [UInt8], _ digests: StoreDigests
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (place, last) = (index, size - 1)
        var node = leaf
        for step in path {
            guard last > 0, step.count == 32 else { return false }
            if place & 1 == 1 || place == last {
                node = digests.node(step, node)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                node = digests.node(node, step)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }

    /// Whether the tree of `size` leaves continues the smaller one: each leaf of that stands in it at its place.
    ///
    /// The empty tree is continued by every tree, with an empty proof.
    public static func continues(
        from first: Int, _ firstRoot: [UInt8], to size: Int, _ root: [UInt8], proof: [[UInt8]], _ digests: StoreDigests
    ) -> Bool {
        guard first >= 0, first <= size, proof.allSatisfy({ $0.count == 32 }) else { return false }
        if first == 0 { return proof.isEmpty && firstRoot == digests.sha256([]) }
        if first == size { return proof.isEmpty && firstRoot == root }
        var steps = proof[...]
        // A smaller tree that is a perfect one is its own first node.
        if first.nonzeroBitCount == 1 { steps = [firstRoot] + steps }
        guard let start = steps.popFirst() else { return false }
        var (place, last) = (first - 1, size - 1)
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var (small, large) = (start, start)
        for step in steps {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                small = digests.node(step, small)
                large = digests.node(step, large)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                large = digests.node(large, step)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && small == firstRoot && large == root
    }
}
