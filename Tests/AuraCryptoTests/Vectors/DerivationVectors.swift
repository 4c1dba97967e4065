import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct DerivationVectors {
    @Test(arguments: try Vectors.cases("cases", in: "hkdf-sha512.json"))
    func `HKDF-SHA-512 derives the key`(_ vector: VectorCase) throws {
        #expect(try derive(vector).copied == vector.bytes("okm"))
    }

    @Test(arguments: try Vectors.cases("rejected", in: "hkdf-sha512.json"))
    func `HKDF-SHA-512 refuses more than it can give`(_ vector: VectorCase) throws {
        #expect(throws: VaultError(.internalFailure)) { try derive(vector) }
    }

    private func derive(_ vector: VectorCase) throws -> SecretBytes {
        try KeyDerivation.hkdfSHA512(
            ikm: SecretBytes(copying: vector.bytes("ikm")), salt: vector.bytes("salt"), info: vector.bytes("info"),
            count: vector.integer("length"))
    }

    /// Cases that need a gibibyte and more are for other occasions.
    @Test(
        arguments: try Vectors.cases("cases", in: "rfc7914-scrypt.json").filter { try $0.integer("memoryMiB") < 1_024 })
    func `scrypt derives the key`(_ vector: VectorCase) throws {
        let passphrase = SecretBytes(copying: Array(try vector.string("password").utf8))
        let key = try KeyDerivation.scrypt(
            passphrase: passphrase, salt: Array(vector.string("salt").utf8), n: vector.integer("N"),
            r: vector.integer("r"), p: vector.integer("p"), count: vector.integer("length"))
        #expect(try key.copied == vector.bytes("derivedKey"))
    }
}
