import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct WycheproofVectors {
    @Test(arguments: try Vectors.wycheproof("a256cbc_hs512_test.json"))
    func `A256CBC-HS512`(_ vector: VectorCase) throws {
        let suite = try SuiteInput(vector)
        let ciphertext = try vector.bytes("ct")
        let isRight = try suite.verifies(ciphertext: ciphertext, tag: vector.bytes("tag"))
        guard try vector.string("result") == "valid" else {
            #expect(try !isRight || suite.decrypt(ciphertext) == nil)
            return
        }
        #expect(isRight)
        #expect(try suite.decrypt(ciphertext) == vector.bytes("msg"))
        #expect(try suite.seal(vector.bytes("msg")) == (ciphertext, vector.bytes("tag")))
    }

    @Test(arguments: try Vectors.wycheproof("aes_cbc_pkcs5_test.json"))
    func `AES-256-CBC with PKCS #7`(_ vector: VectorCase) throws {
        let ciphertext = try vector.bytes("ct")
        guard try vector.string("result") == "valid" else {
            #expect(throws: VaultError.self) { try run(.decrypting, ciphertext, vector) }
            return
        }
        #expect(try run(.decrypting, ciphertext, vector) == vector.bytes("msg"))
        #expect(try run(.encrypting, vector.bytes("msg"), vector) == ciphertext)
    }

    @Test(arguments: try Vectors.wycheproof("hmac_sha256_test.json"))
    func `HMAC-SHA-256`(_ vector: VectorCase) throws {
        let key = SecretBytes(copying: try vector.bytes("key"))
        let code = try MessageAuthentication.hmacSHA256(key: key, vector.bytes("msg"))
        try compare(code, vector)
    }

    @Test(arguments: try Vectors.wycheproof("hmac_sha512_test.json"))
    func `HMAC-SHA-512`(_ vector: VectorCase) throws {
        let key = SecretBytes(copying: try vector.bytes("key"))
        let code = try MessageAuthentication.hmacSHA512(key: key, vector.bytes("msg"))
        try compare(code, vector)
    }

    @Test(arguments: try Vectors.wycheproof("hkdf_sha512_test.json"))
    func `HKDF-SHA-512`(_ vector: VectorCase) throws {
        let ikm = SecretBytes(copying: try vector.bytes("ikm"))
        let derive = {
            try KeyDerivation.hkdfSHA512(
                ikm: ikm, salt: vector.bytes("salt"), info: vector.bytes("info"), count: vector.integer("size"))
        }
        guard try vector.string("result") == "valid" else {
            #expect(throws: VaultError(.internalFailure)) { try derive() }
            return
        }
        #expect(try derive().copied == vector.bytes("okm"))
    }

    private func compare(_ code: [UInt8], _ vector: VectorCase) throws {
        let tag = try vector.bytes("tag")
        let isRight = try Array(code.prefix(vector.integer("tagSize") / 8)) == tag
        #expect(try isRight == (vector.string("result") == "valid"))
    }

    private func run(_ direction: BlockCipher.Direction, _ input: [UInt8], _ vector: VectorCase) throws -> [UInt8] {
        let key = SecretBytes(copying: try vector.bytes("key"))
        var output = [UInt8](repeating: 0, count: BlockCipher.ciphertextCount(of: input.count))
        let count = try vector.bytes("iv").withUnsafeBytes { iv in
            var cipher = try BlockCipher(direction, key: key, iv: iv)
            return try output.withUnsafeMutableBytes { output in
                try input.withUnsafeBytes { try cipher.add($0, into: output) }
                return try cipher.finish(into: output)
            }
        }
        return Array(output.prefix(count))
    }
}
