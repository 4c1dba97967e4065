import AuraCore
import AuraCrypto
import Testing

@Suite struct PrimitiveTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `SHA-256 gives the published hash`(text: String, digest: String) {
        #expect(Hexadecimal.encode(Digest.sha256(Array(text.utf8))) == digest)
        #expect(Vault.digests.sha256(Array(text.utf8)) == Digest.sha256(Array(text.utf8)))
    }

    @Test func `SHA-512 gives the published hash`() {
        #expect(
            Hexadecimal.encode(Digest.sha512(Array("abc".utf8)))
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    }

    @Test func `random bytes do not repeat`() throws {
        #expect(try Set((0..<100).map { _ in try RandomSource.bytes(16) }).count == 100)
        #expect(try Set((0..<100).map { _ in try RandomSource.secret(16).copied }).count == 100)
        #expect(try RandomSource.bytes(0) == [])
        #expect(try RandomSource.bytes(-1) == [])
    }

    @Test func `more random bytes than one call gives are refused, not given in part`() {
        var byte: UInt8 = 0
        withUnsafeMutableBytes(of: &byte) { buffer in
            // Never touched: the length alone is looked at.
            let long = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: 1 << 31)
            #expect(throws: VaultError(.randomUnavailable)) { try RandomSource.fill(long) }
        }
        #expect(byte == 0)
    }

    @Test func `a code can be begun again under the same key`() throws {
        let key = SecretBytes(copying: Array("key".utf8))
        var code = try AuthenticationCode(under: AuthenticationKey(key, for: .sha256))
        code.add(Array("spoilt".utf8))
        code.restart()
        code.add(Array("The quick brown fox ".utf8))
        code.add(Array("jumps over the lazy dog".utf8))
        #expect(
            Hexadecimal.encode(try code.finish()) == "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
    }

    @Test func `a finished code takes no more until it is begun again`() throws {
        var code = try AuthenticationCode(under: AuthenticationKey(SecretBytes(copying: [1]), for: .sha512))
        let first = try code.finish()
        code.add([1])
        let second = Result { () throws(VaultError) in try code.finish() }
        #expect(second == .failure(VaultError(.internalFailure)))
        code.restart()
        #expect(try code.finish() == first)
    }

    @Test(arguments: [
        (17, 0, 1), (0, 1, 1), (16, 0, 1), (16, 1, 0), (-16, 1, 1), (16, -1, 1), (16, 1, -1), (1 << 40, 8, 1),
    ])
    func `scrypt refuses parameters that it does not know`(n: Int, r: Int, p: Int) {
        #expect(throws: VaultError(.internalFailure)) {
            try KeyDerivation.scrypt(
                passphrase: SecretBytes(copying: [1]), salt: [1], n: n, r: r, p: p, count: 32)
        }
    }

    @Test func `a cipher never writes beyond its output`() throws {
        let key = SecretBytes(copying: [UInt8](repeating: 1, count: 32))
        var output = [UInt8](repeating: 0, count: 16)
        let iv = [UInt8](repeating: 0, count: 16)
        #expect(throws: VaultError(.internalFailure)) {
            try iv.withUnsafeBytes { iv in
                var cipher = try BlockCipher(.encrypting, key: key, iv: iv)
                try output.withUnsafeMutableBytes { output in
                    try [UInt8](repeating: 7, count: 16).withUnsafeBytes { try cipher.add($0, into: output) }
                    _ = try cipher.finish(into: output)
                }
            }
        }
        #expect(throws: VaultError(.internalFailure)) {
            try iv.withUnsafeBytes { iv in
                var cipher = try BlockCipher(.decrypting, key: key, iv: iv)
                try output.withUnsafeMutableBytes { output in
                    try [UInt8](repeating: 7, count: 32).withUnsafeBytes { try cipher.add($0, into: output) }
                }
            }
        }
    }

    @Test(arguments: [(31, 16), (33, 16), (32, 15), (32, 17)])
    func `a cipher takes a key of 32 and an IV of 16 bytes`(keyCount: Int, ivCount: Int) {
        let key = SecretBytes(copying: [UInt8](repeating: 1, count: keyCount))
        #expect(throws: VaultError(.internalFailure)) {
            try [UInt8](repeating: 0, count: ivCount).withUnsafeBytes { iv in
                _ = try BlockCipher(.encrypting, key: key, iv: iv)
            }
        }
    }

    @Test func `nothing that holds a key shows it`() throws {
        let bytes = Array("0123456789abcdef0123456789abcdef".utf8)
        let secret = SecretBytes(copying: bytes)
        let vault = try Vault(rootKey: secret)
        let content = try ContentKey(SecretBytes(copying: bytes + bytes))
        for value in [secret, vault, content] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            let shown = "\(value)" + String(reflecting: value) + dumped
            #expect(!shown.contains("0123456789abcdef"))
            #expect(!shown.contains("48, 49, 50") && !shown.contains("- 48\n"))
        }
        #expect("\(secret)" == "[redacted]")
        #expect("\(VaultError(.authenticationFailed))".contains("authenticationFailed"))
    }
}
