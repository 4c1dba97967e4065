import AuraCore
import AuraCrypto
import Testing

@Suite struct EnvelopeTests {
    private let context = SealContext(
        tenant: "ten_01", table: "message", column: "body", row: "msg_42", dataClass: .conversation)

    @Test(arguments: [(KeyPeriod.none, false), (KeyPeriod(number: 2_926), false), (KeyPeriod.none, true)])
    func `every flipped bit gives the same error, and nothing is decrypted`(period: KeyPeriod, padded: Bool) throws {
        let opener = try opener(period: period, padded: padded)
        let sealed = try seal(
            Array("hello".utf8), in: context, under: opener.header, with: opener.key, ivs: [Array(0..<16)])
        #expect(opener.open(sealed, in: context).decryptions == 1)
        for bit in 0..<sealed.bytes.count * 8 {
            let opened = opener.open(sealed.flipping(bit: bit), in: context)
            #expect(opened.result == .failure(VaultError(.authenticationFailed)))
            #expect(opened.decryptions == 0)
        }
    }

    @Test func `every flipped bit of the headers and tags of a chunked value is found`() throws {
        let opener = try opener()
        let plaintext = [UInt8](repeating: 0x41, count: 65_537)
        let sealed = try seal(
            plaintext, in: context, under: opener.header, with: opener.key,
            ivs: [Array(0..<16), Array(16..<32)])
        let second = 65_630
        let bytes =
            Array(0..<46) + Array(second - 32..<second + 46) + Array(sealed.bytes.count - 32..<sealed.bytes.count)
        for byte in bytes {
            let opened = opener.open(sealed.flipping(bit: byte * 8 + byte % 8), in: context)
            #expect(opened.result == .failure(VaultError(.authenticationFailed)))
            #expect(opened.decryptions == 0)
        }
    }

    @Test func `a wrong last chunk stops the first one from being decrypted`() throws {
        let opener = try opener()
        let sealed = try seal(
            [UInt8](repeating: 0x41, count: 65_537), in: context, under: opener.header, with: opener.key,
            ivs: [Array(0..<16), Array(16..<32)])
        let opened = opener.open(sealed.flipping(bit: sealed.bytes.count * 8 - 1), in: context)
        #expect(opened.result == .failure(VaultError(.authenticationFailed)))
        #expect(opened.decryptions == 0)
    }

    @Test(arguments: [
        ([65_552], true, 1), ([200_000], true, 1), ([65_536, 1], true, 1), ([65_536, 65_536], true, 1),
        ([65_536, 0], false, 1), ([65_540, 1], false, 1),
        ([65_536, 65_551], false, 1), ([65_535, 1], false, 0), ([65_536, 65_552], false, 0),
    ])
    func `the length of each chunk is checked though all tags are right, a longer single envelope is read`(
        counts: [Int], opens: Bool, decryptions: Int
    ) throws {
        let opener = try opener()
        let value = try forged(chunks: counts, by: opener)
        let opened = opener.open(value, in: context)
        #expect(opened.decryptions == decryptions)
        switch opened.result {
        case .success(let plaintext): #expect(opens && plaintext.count == counts.reduce(0, +))
        case .failure(let error): #expect(!opens && error == VaultError(.authenticationFailed))
        }
    }

    @Test(arguments: [0, 1, 45, 46, 77, 78, 93])
    func `a cut value is refused`(count: Int) throws {
        let opener = try opener()
        let sealed = try seal([1], in: context, under: opener.header, with: opener.key, ivs: [Array(0..<16)])
        let opened = opener.open(SealedValue(bytes: Array(sealed.bytes.prefix(count))), in: context)
        #expect(opened.result == .failure(VaultError(.authenticationFailed)))
    }

    @Test func `the key of another owner, week or period key is another key`() throws {
        let owner = SecretBytes(copying: [UInt8](repeating: 1, count: 32))
        let other = SecretBytes(copying: [UInt8](repeating: 2, count: 32))
        let id = try id(1)
        let week = KeyPeriod(number: 7)
        let keys = [
            try ContentKey(owner: owner, id: id), try ContentKey(owner: other, id: id),
            try ContentKey(owner: owner, id: self.id(2)),
            try ContentKey(owner: owner, id: id, period: week, periodKey: other),
            try ContentKey(owner: owner, id: id, period: KeyPeriod(number: 8), periodKey: other),
            try ContentKey(owner: owner, id: id, period: week, periodKey: owner),
        ]
        let header = EnvelopeHeader(isPadded: false, ownerKey: id, period: .none)
        let sealed = try keys.map { try seal([1], in: context, under: header, with: $0, ivs: [Array(0..<16)]) }
        #expect(Set(sealed).count == keys.count)
    }

    @Test func `a period without its key, or a key without its period, derives nothing`() throws {
        let key = SecretBytes(copying: [UInt8](repeating: 1, count: 32))
        let id = try id(1)
        #expect(throws: VaultError(.internalFailure)) { try ContentKey(owner: key, id: id, periodKey: key) }
        #expect(throws: VaultError(.internalFailure)) {
            try ContentKey(owner: key, id: id, period: KeyPeriod(number: 1))
        }
    }

    @Test func `a value is not sealed without a fresh IV`() throws {
        let opener = try opener()
        #expect(throws: VaultError(.randomUnavailable)) {
            try seal([1], in: context, under: opener.header, with: opener.key, ivs: [])
        }
    }

    @Test func `sealed bytes tell nothing of a repeated plaintext`() throws {
        let opener = try opener()
        let sealed = try seal(
            [UInt8](repeating: 0x41, count: 4_096), in: context, under: opener.header, with: opener.key,
            ivs: [Array(0..<16)])
        let blocks = stride(from: 46, to: sealed.bytes.count - 32, by: 16).map { Array(sealed.bytes[$0..<$0 + 16]) }
        #expect(Set(blocks).count == blocks.count)
    }

    private func opener(period: KeyPeriod = .none, padded: Bool = false) throws -> Opener {
        let owner = SecretBytes(copying: Array(0..<32))
        let periodKey = period == .none ? nil : SecretBytes(copying: Array(32..<64))
        let id = try id(9)
        return Opener(
            header: EnvelopeHeader(isPadded: padded, ownerKey: id, period: period),
            key: try ContentKey(owner: owner, id: id, period: period, periodKey: periodKey), isTrusting: true)
    }

    /// Chunks of any length, each with the tag that its place asks for.
    private func forged(chunks counts: [Int], by opener: Opener) throws -> SealedValue {
        let ivs = counts.indices.map { [UInt8](repeating: UInt8($0), count: 16) }
        let bound = try seal([], in: context, under: opener.header, with: opener.key, ivs: ivs).bytes.prefix(26)
        let encodedContext = try context.encoded()
        let chunks = try counts.enumerated().map { (place, count) -> [UInt8] in
            let isFinal: UInt8 = place == counts.count - 1 ? 1 : 0
            var associated = bound + encodedContext
            if counts.count > 1 { associated += [0, 4, 0, 0, 0, UInt8(place), 0, 1, isFinal] }
            if place > 0 { associated += [0, 16] + ivs[0] }
            let suite = SuiteInput(key: opener.key, iv: ivs[place], associated: Array(associated))
            let sealed = try suite.seal([UInt8](repeating: 0x41, count: count))
            let length = withUnsafeBytes(of: UInt32(sealed.ciphertext.count).bigEndian, Array.init)
            return Array(bound) + ivs[place] + length + sealed.ciphertext + sealed.tag
        }
        return SealedValue(bytes: chunks.flatMap { $0 })
    }

    private func id(_ byte: UInt8) throws -> KeyID {
        try #require(KeyID(bytes: [UInt8](repeating: byte, count: 16)))
    }
}
