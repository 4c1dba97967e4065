import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct SignatureVectors {
    @Test(arguments: try Vectors.wycheproof("ed25519_test.json"))
    func `an Ed25519 signature verifies if and only if it is valid`(_ vector: VectorCase) throws {
        let key = try #require(vector.json["publicKey"]?["pk"]?.string.flatMap(Hexadecimal.decode))
        let isRight = try Ed25519.verify(vector.bytes("sig"), of: vector.bytes("msg"), by: key)
        #expect(try isRight == (vector.string("result") == "valid"))
    }

    @Test(arguments: try Vectors.cases("valid", in: "c2sp-checkpoint.json"))
    func `a signed checkpoint opens and is written the same`(_ vector: VectorCase) throws {
        let log = try CheckpointLog()
        let note = try vector.string("note")
        let checkpoint = try Checkpoint.open(note, origin: log.origin, publicKey: log.publicKey).get()
        #expect(try checkpoint.size == vector.integer("size"))
        #expect(try checkpoint.root == vector.bytes("root"))
        #expect(try checkpoint.extensions == vector.strings("extensions"))
        #expect(try checkpoint.text == vector.string("signedText"))
        let written = try SignedNote.sign(checkpoint.text, as: log.origin, with: log.seed)
        // A witness may have signed below it.
        #expect(note.hasPrefix(written))
    }

    @Test(arguments: try Vectors.cases("invalid", in: "c2sp-checkpoint.json"))
    func `a checkpoint of another form, log or key does not open`(_ vector: VectorCase) throws {
        let log = try CheckpointLog()
        let opened = Checkpoint.open(try vector.string("note"), origin: log.origin, publicKey: log.publicKey)
        #expect(throws: Checkpoint.Unverified.self) { try opened.get() }
    }

    @Test func `keys are named as C2SP names them`() throws {
        let log = try CheckpointLog()
        #expect(try Ed25519.publicKey(of: log.seed) == log.publicKey)
        #expect(SignedNote.verifierKey(of: log.origin, publicKey: log.publicKey) == log.verifierKey)
    }

    @Test func `every bit of a note that is flipped makes it another`() throws {
        let log = try CheckpointLog()
        let text = Checkpoint(origin: log.origin, size: 8, root: [UInt8](repeating: 7, count: 32)).text
        let note = Array(try SignedNote.sign(text, as: log.origin, with: log.seed).utf8)
        for bit in 0..<note.count * 8 {
            var bytes = note
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let opened = Checkpoint.open(
                String(decoding: bytes, as: UTF8.self), origin: log.origin, publicKey: log.publicKey)
            #expect(throws: Checkpoint.Unverified.self, "bit \(bit)") { try opened.get() }
        }
    }
}

/// The log of the vector file.
private struct CheckpointLog {
    let origin: String
    let seed: SecretBytes
    let publicKey: [UInt8]
    let verifierKey: String

    init() throws {
        let file = try Vectors.document("c2sp-checkpoint.json")
        origin = try file.string("origin")
        seed = SecretBytes(copying: try file.bytes("privateSeed"))
        publicKey = try file.bytes("publicKey")
        verifierKey = try file.string("verifierKey")
    }
}
