import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct MerkleVectors {
    private let digests = Vault.digests

    private func leaves(_ size: Int) throws -> [[UInt8]] {
        let file = try Vectors.document("rfc6962-merkle.json")
        let leaves = try file.strings("leaves").compactMap(Hexadecimal.decode).map { digests.leaf($0) }
        #expect(try leaves.map(Hexadecimal.encode) == file.strings("leafHashes"))
        return Array(leaves.prefix(size))
    }

    @Test(arguments: try Vectors.cases("roots", in: "rfc6962-merkle.json"))
    func `the root of a tree, whole or grown leaf by leaf`(_ vector: VectorCase) throws {
        let size = try vector.integer("size")
        let leaves = try leaves(size)
        #expect(try MerkleTree(leaves, digests).root(size: size) == vector.bytes("root"))
        var edge = MerkleEdge()
        for leaf in leaves {
            // Kept and read again at every size.
            edge = try #require(MerkleEdge(count: edge.count, bytes: edge.bytes))
            edge.append(leaf, digests)
        }
        #expect(try edge.root(digests) == vector.bytes("root"))
    }

    @Test(arguments: try Vectors.cases("inclusion", in: "rfc6962-merkle.json"))
    func `a leaf's path is made and verifies`(_ vector: VectorCase) throws {
        let (size, index) = (try vector.integer("size"), try vector.integer("index"))
        let path = try vector.strings("path").compactMap(Hexadecimal.decode)
        #expect(try MerkleTree(leaves(size), digests).inclusionPath(of: index) == path)
        #expect(try includes(vector))
        if index == size - 1 {
            var edge = MerkleEdge()
            for leaf in try leaves(size - 1) { edge.append(leaf, digests) }
            #expect(edge.pathOfNext == path)
        }
    }

    @Test(arguments: try Vectors.cases("consistency", in: "rfc6962-merkle.json"))
    func `that a tree continues a smaller one is proved and verifies`(_ vector: VectorCase) throws {
        let tree = MerkleTree(try leaves(try vector.integer("size2")), digests)
        let proof = try vector.strings("proof").compactMap(Hexadecimal.decode)
        #expect(try tree.consistencyProof(from: vector.integer("size1")) == proof)
        #expect(try continues(vector))
    }

    @Test(arguments: try Vectors.cases("invalid", in: "rfc6962-merkle.json"))
    func `a proof that is not right is refused`(_ vector: VectorCase) throws {
        #expect(try vector.string("kind") == "inclusion" ? !includes(vector) : !continues(vector))
    }

    @Test func `every tree continues the empty one, and no other proof says so`() throws {
        let empty = digests.sha256([])
        let root = MerkleTree(try leaves(5), digests).root(size: 5)
        #expect(MerkleProof.continues(from: 0, empty, to: 5, root, proof: [], digests))
        #expect(!MerkleProof.continues(from: 0, root, to: 5, root, proof: [], digests))
        #expect(!MerkleProof.continues(from: 0, empty, to: 5, root, proof: [root], digests))
        #expect(!MerkleProof.continues(from: -1, empty, to: 5, root, proof: [], digests))
    }

    private func includes(_ vector: VectorCase) throws -> Bool {
        try MerkleProof.includes(
            leaf: vector.bytes("leafHash"), at: vector.integer("index"),
            path: vector.strings("path").compactMap(Hexadecimal.decode), size: vector.integer("size"),
            root: vector.bytes("root"), digests)
    }

    private func continues(_ vector: VectorCase) throws -> Bool {
        try MerkleProof.continues(
            from: vector.integer("size1"), vector.bytes("root1"), to: vector.integer("size2"), vector.bytes("root2"),
            proof: vector.strings("proof").compactMap(Hexadecimal.decode), digests)
    }
}
