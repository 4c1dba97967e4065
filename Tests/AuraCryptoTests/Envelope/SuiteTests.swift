import AuraCore
import AuraCrypto
import Testing

@Suite struct SuiteTests {
    /// RFC 7518, appendix B.3.
    @Test func `the suite gives the RFC's own ciphertext and tag`() throws {
        let suite = try SuiteInput(
            key: Array(0x00...0x3F), iv: hex("1af38c2dc2b96ffdd86694092341bc04"),
            associated: Array("The second principle of Auguste Kerckhoffs".utf8))
        let plaintext = Array(
            ("A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy "
                + "without inconvenience").utf8)
        let ciphertext = try hex(
            "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2"
                + "e6d12a1374b77f077553df829410446b36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3"
                + "a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950bbe2638d09dd7a4930930806d0703b1f6")
        let tag = try hex("4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5")
        #expect(try suite.seal(plaintext) == (ciphertext, tag))
        #expect(try suite.verifies(ciphertext: ciphertext, tag: tag))
        #expect(try suite.decrypt(ciphertext) == plaintext)
    }

    @Test(arguments: [0, 16, 31, 33, 64])
    func `a tag of another length is no tag`(count: Int) throws {
        let suite = try SuiteInput(key: Array(0..<64), iv: Array(0..<16), associated: [])
        let sealed = try suite.seal([1, 2, 3])
        let tag = Array((sealed.tag + sealed.tag).prefix(count))
        #expect(try !suite.verifies(ciphertext: sealed.ciphertext, tag: tag))
    }

    @Test(arguments: [0, 32, 63, 65])
    func `a content key has 64 bytes`(count: Int) {
        #expect(throws: VaultError(.internalFailure)) {
            try ContentKey(SecretBytes(copying: [UInt8](repeating: 0, count: count)))
        }
    }

    private func hex(_ text: String) throws -> [UInt8] {
        try #require(Hexadecimal.decode(text))
    }
}
