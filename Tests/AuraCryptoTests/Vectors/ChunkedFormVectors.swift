import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct ChunkedFormVectors {
    @Test(arguments: try Vectors.cases("chunked", in: "envelope-large.json"))
    func `a long value is cut into chunks and opens again`(_ vector: VectorCase) throws {
        let context = try vector.context
        let header = try vector.header
        let plaintext = try vector.plaintext
        let value = SealedValue(bytes: try vector.chunks.flatMap { $0 })
        let key = try vector.contentKey
        let ivs = try vector.strings("ivs").compactMap(Hexadecimal.decode)
        // Not `==`: a failure must not print the value.
        let isSame = try seal(plaintext, in: context, under: header, with: key, ivs: ivs) == value
        #expect(isSame)
        let opens = try Opener(header: header, key: key).open(value, in: context).result.get() == plaintext
        #expect(opens)
        let readsText = try SealedValue(text: value.text) == value
        #expect(readsText)
    }

    @Test(arguments: try Vectors.cases("chunkedNegative", in: "envelope-large.json"))
    func `a missing, repeated, exchanged, added or cut chunk is refused`(
        _ vector: VectorCase
    ) throws {
        let cases = try Vectors.cases("chunked", in: "envelope-large.json")
        let value = SealedValue(bytes: try vector.parts(from: cases).flatMap { $0 })
        let opened = Opener(header: try vector.header, key: try vector.contentKey).open(value, in: try vector.context)
        #expect(opened.result == .failure(VaultError(.authenticationFailed)))
    }

    @Test(arguments: try Vectors.cases("oversizedNegative", in: "envelope-large.json"))
    func `an envelope beyond 64 MiB is refused though its tag is right`(_ vector: VectorCase) throws {
        let filler = try #require(Hexadecimal.decode(try vector.string("repeatByte"))?.first)
        let middle = [UInt8](repeating: filler, count: try vector.integer("repeatCount"))
        let value = SealedValue(bytes: try vector.bytes("prefix") + middle + vector.bytes("suffix"))
        let opened = Opener(header: try vector.header, key: try vector.contentKey).open(value, in: try vector.context)
        #expect(opened.result == .failure(VaultError(.authenticationFailed)))
        #expect(opened.decryptions == 0)
    }
}

extension VectorCase {
    fileprivate var chunks: [[UInt8]] {
        get throws { try strings("chunks").compactMap(Hexadecimal.decode) }
    }

    fileprivate func parts(from cases: [VectorCase]) throws -> [[UInt8]] {
        try #require(json["parts"]?.array).map { part in
            if let bytes = part["hex"]?.string.flatMap(Hexadecimal.decode) { return bytes }
            let found = try #require(cases.first { $0.json["id"] == part["case"] })
            return try found.chunks[Int(#require(part["chunk"]?.integer))]
        }
    }
}
