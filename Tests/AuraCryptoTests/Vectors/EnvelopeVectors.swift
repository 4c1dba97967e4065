import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct EnvelopeVectors {
    @Test(arguments: try Vectors.cases("positive", in: "envelope.json"))
    func `a vector seals to its very bytes and opens again`(_ vector: VectorCase) throws {
        try check(vector)
    }

    @Test(arguments: try Vectors.cases("keyWrap", in: "envelope.json"))
    func `a wrapped key is an envelope like any other`(_ vector: VectorCase) throws {
        try check(vector)
    }

    @Test(arguments: try Vectors.cases("single", in: "envelope-large.json"))
    func `a value of up to 64 KiB is one envelope`(_ vector: VectorCase) throws {
        try check(vector)
    }

    private func check(_ vector: VectorCase) throws {
        let context = try vector.context
        let header = try vector.header
        let envelope = SealedValue(bytes: try vector.bytes("envelope"))
        let plaintext = try vector.plaintext
        #expect(try context.encoded() == vector.bytes("ctx"))
        #expect(try Envelope.header(of: envelope) == header)
        for key in [try vector.contentKey, try ContentKey(SecretBytes(copying: vector.bytes("cek")))] {
            #expect(
                try seal(plaintext, in: context, under: header, with: key, ivs: [vector.bytes("iv")]) == envelope)
            let opened = Opener(header: header, key: key).open(envelope, in: context)
            #expect(try opened.result.get() == plaintext)
            #expect(opened.decryptions == 1)
        }
        #expect(Hexadecimal.encode(Digest.sha256(envelope.bytes)) == (try vector.string("envelopeSha256")))
        if vector.json["text"] != nil {
            #expect(envelope.text == (try vector.string("text")))
            #expect(try SealedValue(text: vector.string("text")) == envelope)
        }
    }

    @Test(arguments: try Vectors.cases("negative", in: "envelope.json"), [false, true])
    func `a spoilt value does not open, and only a wrong padding is found after decryption`(
        _ vector: VectorCase, trustsHeader: Bool
    ) throws {
        var opener = Opener(header: try vector.header, key: try vector.contentKey)
        opener.isTrusting = trustsHeader
        let envelope = SealedValue(bytes: try vector.bytes("envelope"))
        let opened = opener.open(envelope, in: try vector.context)
        #expect(opened.result == .failure(VaultError(.authenticationFailed)))
        #expect(opened.decryptions == (try vector.string("stage") == "padding" ? 1 : 0))
    }

    @Test(arguments: try Vectors.cases("textGood", in: "envelope.json"))
    func `the text form is read and written`(_ vector: VectorCase) throws {
        let value = try SealedValue(text: vector.string("text"))
        #expect(try value.bytes == vector.bytes("envelope"))
        #expect(try value.text == vector.string("text"))
        let opened = Opener(header: try vector.header, key: try vector.contentKey).open(value, in: try vector.context)
        #expect(try opened.result.get() == vector.bytes("plaintext"))
    }

    @Test(arguments: try Vectors.cases("textBad", in: "envelope.json"))
    func `another text is refused`(_ vector: VectorCase) throws {
        let text = try vector.string("text")
        #expect(throws: VaultError(.authenticationFailed)) { try SealedValue(text: text) }
    }
}
