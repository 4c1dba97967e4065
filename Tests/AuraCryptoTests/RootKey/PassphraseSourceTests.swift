import AuraCore
import AuraCrypto
import Testing

@Suite struct PassphraseSourceTests {
    @Test func `a passphrase always gives the same root key`() async throws {
        let parameters = try #require(ScryptParameters(salt: Array(0..<16), n: 1_024, r: 8, p: 1))
        let key = try await source("correct horse", parameters).rootKey()
        #expect(
            Hexadecimal.encode(key.copied) == "9df923deed5f4531c279af9f56bd37b1657bef4929e702ce2e811a93388a86a1")
        #expect(try await source("correct horsf", parameters).rootKey().copied != key.copied)
    }

    @Test func `an empty passphrase is refused`() async throws {
        let parameters = try #require(ScryptParameters(salt: Array(0..<16), n: 16, r: 1, p: 1))
        await #expect(throws: RootKeyError.derivationFailed) { try await source("", parameters).rootKey() }
    }

    @Test func `when nobody can be asked there is no key`() async throws {
        let parameters = try #require(ScryptParameters(salt: Array(0..<16), n: 16, r: 1, p: 1))
        let source = PassphraseSource(parameters: parameters) { () throws(RootKeyError) in throw .cannotAsk }
        await #expect(throws: RootKeyError.cannotAsk) { try await source.rootKey() }
    }

    @Test func `the standard parameters have a salt of their own and survive being written`() throws {
        let parameters = try ScryptParameters.standard()
        #expect((parameters.n, parameters.r, parameters.p) == (131_072, 8, 1))
        #expect(parameters.salt.count == 32)
        #expect(try ScryptParameters.standard().salt != parameters.salt)
        #expect(try ScryptParameters(JSONValue(parsing: parameters.json.canonical)) == parameters)
    }

    @Test(arguments: [
        (15, 16, 1, 1), (65, 16, 1, 1), (16, 0, 1, 1), (16, 1, 1, 1), (16, 3, 1, 1), (16, -16, 1, 1),
        (16, 1 << 30, 1, 1), (16, 16, 0, 1), (16, 16, 33, 1), (16, 16, -1, 1), (16, 16, 1, 0), (16, 16, 1, 33),
        (16, 1 << 20, 16, 1), (16, 1 << 22, 32, 32), (16, Int.max, 8, 1), (16, Int.min, 8, 1), (16, 16, Int.max, 1),
    ])
    func `parameters out of bounds are refused before anything is derived`(saltCount: Int, n: Int, r: Int, p: Int) {
        let salt = [UInt8](repeating: 0, count: saltCount)
        #expect(ScryptParameters(salt: salt, n: n, r: r, p: p) == nil)
        let json: JSONValue = [
            "kdf": "scrypt", "salt": .string(Hexadecimal.encode(salt)), "n": JSONValue(n), "r": JSONValue(r),
            "p": JSONValue(p),
        ]
        #expect(ScryptParameters(json) == nil)
    }

    @Test(arguments: ["kdf", "salt", "n", "r", "p"])
    func `a parameter that is missing or mistyped gives nothing`(name: String) throws {
        guard case .object(let members) = try ScryptParameters.standard().json else { return }
        #expect(ScryptParameters(.object(members.filter { $0.name != name })) == nil)
        #expect(
            ScryptParameters(.object(members.map { $0.name == name ? JSONMember(name, "?") : $0 })) == nil)
    }

    private func source(_ passphrase: String, _ parameters: ScryptParameters) -> PassphraseSource {
        PassphraseSource(parameters: parameters) { () throws(RootKeyError) in
            SecretBytes(copying: Array(passphrase.utf8))
        }
    }
}
