import AuraCore
import AuraCrypto
import Testing

@Suite struct VaultValueTests {
    private let vault: Vault
    private let keys: MadeKeys

    init() throws {
        vault = try Vault(rootKey: KnownVault.rootKey)
        keys = try MadeKeys(in: vault)
    }

    @Test(
        arguments: [0, 1, 15, 16, 17, 4_095, 65_535, 65_536, 65_537, 131_072, 200_000], [KeyPeriod.none, MadeKeys.week])
    func `a value opens as what was sealed`(count: Int, period: KeyPeriod) throws {
        let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let sealed = try vault.seal(plaintext, in: keys.context, owner: keys.owner.id, period: period)
        let opens = try vault.open(sealed, in: keys.context) == plaintext
        #expect(opens)
        #expect(try vault.ownerKey(of: sealed) == (keys.owner.id, period))
        let opensSecretly = try vault.openSecret(sealed, in: keys.context).copied == plaintext
        #expect(opensSecretly)
    }

    @Test(arguments: [(0, 80), (63, 80), (64, 272), (256, 1_040), (1_024, 4_112), (4_095, 4_112)])
    func `a padded value shows its bucket alone`(count: Int, ciphertextCount: Int) throws {
        let secret = SecretBytes(copying: [UInt8](repeating: 0x80, count: count))
        let sealed = try vault.seal(secret, in: keys.context, owner: keys.owner.id, padded: true)
        #expect(sealed.bytes.count == 78 + ciphertextCount)
        #expect(try vault.openSecret(sealed, in: keys.context).copied == secret.copied)
    }

    @Test func `more than a bucket holds is refused`() {
        let plaintext = [UInt8](repeating: 0, count: 4_096)
        #expect(throws: VaultError(.valueTooLong)) {
            try vault.seal(plaintext, in: keys.context, owner: keys.owner.id, padded: true)
        }
    }

    @Test func `a component is never cut`() throws {
        let longest = SealContext(components: [keys.tenant, String(repeating: "a", count: 65_535)])
        let sealed = try vault.seal([1], in: longest, owner: keys.owner.id)
        #expect(try vault.open(sealed, in: longest) == [1])
        let longer = SealContext(components: [keys.tenant, String(repeating: "a", count: 65_536)])
        #expect(throws: VaultError(.componentTooLong)) { try vault.seal([1], in: longer, owner: keys.owner.id) }
    }

    @Test func `the same plaintext never looks the same twice`() throws {
        let sealed = try (0..<100).map { _ in try vault.seal([1, 2, 3], in: keys.context, owner: keys.owner.id) }
        #expect(Set(sealed).count == 100)
        #expect(Set(sealed.map { Array($0.bytes[26..<42]) }).count == 100)
    }

    @Test(arguments: 0..<5)
    func `a value moved elsewhere does not open`(place: Int) throws {
        let sealed = try vault.seal([1], in: keys.context, owner: keys.owner.id)
        for other in ["", "ten_02", keys.context.components[place] + "\u{301}", keys.context.components[place] + "\0"] {
            var components = keys.context.components
            components[place] = other
            #expect(throws: VaultError(.authenticationFailed)) {
                try vault.open(sealed, in: SealContext(components: components))
            }
        }
    }

    @Test func `a vendor's key opens for its very origin alone`() throws {
        func context(_ origin: String?) -> SealContext {
            SealContext(
                tenant: keys.tenant, table: "credential", column: "secret", row: "key_1", dataClass: .credential,
                origin: origin)
        }
        let sealed = try vault.seal([1], in: context("https://api.openai.com"), owner: keys.owner.id, padded: true)
        #expect(try vault.open(sealed, in: context("https://api.openai.com")) == [1])
        for origin in [nil, "", "https://api.openai.com/", "http://api.openai.com", "https://api.openai.com:444"] {
            #expect(throws: VaultError(.authenticationFailed)) { try vault.open(sealed, in: context(origin)) }
        }
    }

    @Test func `a key seals nothing for another tenant`() throws {
        let other = SealContext(tenant: "ten_02", table: "t", column: "c", row: "r", dataClass: .content)
        for context in [other, SealContext(components: [])] {
            #expect(throws: VaultError(.keyMisused(keys.owner.id))) {
                try vault.seal([1], in: context, owner: keys.owner.id)
            }
        }
    }

    @Test func `only keys that own values seal them`() throws {
        for key in [keys.tenantKey, keys.index, keys.period] {
            #expect(throws: VaultError(.keyMisused(key.id))) {
                try vault.seal([1], in: keys.context, owner: key.id)
            }
        }
        let billing = try vault.makeKey(
            .billing, tenant: keys.tenant, wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        let sealed = try vault.seal([1], in: keys.context, owner: billing.id)
        #expect(try vault.open(sealed, in: keys.context) == [1])
        #expect(throws: VaultError(.keyUnavailable(vault.rootKeyID))) {
            try vault.seal([1], in: keys.context, owner: vault.rootKeyID)
        }
    }

    @Test func `a wrapped key does not open as a value`() throws {
        #expect(throws: VaultError(.authenticationFailed)) {
            try vault.open(keys.owner.wrapped, in: keys.owner.context)
        }
        #expect(throws: VaultError(.keyUnavailable(vault.rootKeyID))) {
            try vault.openSecret(keys.tenantKey.wrapped, in: keys.tenantKey.context)
        }
    }

    @Test func `a key that is not held is named, for sealing and for opening`() throws {
        let sealed = try vault.seal([1], in: keys.context, owner: keys.owner.id)
        let empty = try Vault(rootKey: KnownVault.rootKey)
        #expect(throws: VaultError(.keyUnavailable(keys.owner.id))) {
            try empty.seal([1], in: keys.context, owner: keys.owner.id)
        }
        #expect(throws: VaultError(.keyUnavailable(keys.owner.id))) { try empty.open(sealed, in: keys.context) }
    }

    @Test func `each tenant, class and week needs its own period key`() throws {
        let next = KeyPeriod(number: MadeKeys.week.number + 1)
        #expect(throws: VaultError(.periodKeyUnavailable(next))) {
            try vault.seal([1], in: keys.context, owner: keys.owner.id, period: next)
        }
        let usage = SealContext(tenant: keys.tenant, table: "message", column: "body", row: "msg_42", dataClass: .usage)
        #expect(throws: VaultError(.periodKeyUnavailable(MadeKeys.week))) {
            try vault.seal([1], in: usage, owner: keys.owner.id, period: MadeKeys.week)
        }
        let short = SealContext(components: [keys.tenant])
        #expect(throws: VaultError(.periodKeyUnavailable(MadeKeys.week))) {
            try vault.seal([1], in: short, owner: keys.owner.id, period: MadeKeys.week)
        }
        let sealed = try vault.seal([1], in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
        #expect(throws: VaultError(.periodKeyUnavailable(MadeKeys.week))) { try vault.open(sealed, in: usage) }
        let other = try MadeKeys(in: vault, tenant: "ten_02")
        let foreign = try vault.seal([1], in: other.context, owner: other.owner.id, period: MadeKeys.week)
        #expect(throws: VaultError(.authenticationFailed)) { try vault.open(foreign, in: keys.context) }
    }

    @Test(arguments: [
        (
            KeyPeriod.none,
            "415552310100101112131415161718191a1b1c1d1e1f00000000000102030405060708090a0b0c0d0e0f000000108ee91eca9596"
                + "e4ff0d5a6bfa6434eeb4e691dfb017426acb52f92d29d7ce9ceb2ccdbfb9c9fe74ceef734c9d820f50f8"
        ),
        (
            KeyPeriod(number: 2_926),
            "415552310100101112131415161718191a1b1c1d1e1f00000b6e000102030405060708090a0b0c0d0e0f0000001019c4c0f66a3e"
                + "699f44c688eb0d28147aa2b3bdce02ec62582619fed7b1de9a3140cbed686f9afb1fb4d35fe52a61c83c"
        ),
    ])
    func `the golden vectors open`(period: KeyPeriod, envelope: String) throws {
        let known = try KnownVault()
        let ownerID = try #require(KeyID("101112131415161718191a1b1c1d1e1f"))
        let periodID = try #require(KeyID("000000000000000000000000000000cc"))
        try known.admit(Array(0x00...0x1F), id: ownerID, kind: .owner)
        try known.admit(
            Array(0x20...0x3F), id: periodID, kind: .period, dataClass: .conversation,
            period: KeyPeriod(number: 2_926))
        let value = SealedValue(bytes: try #require(Hexadecimal.decode(envelope)))
        #expect(try known.vault.open(value, in: keys.context) == Array("hello".utf8))
        #expect(try known.vault.ownerKey(of: value) == (ownerID, period))
    }

    @Test func `every flipped bit is refused`() throws {
        let sealed = try vault.seal(Array("hello".utf8), in: keys.context, owner: keys.owner.id, period: MadeKeys.week)
        for bit in 0..<sealed.bytes.count * 8 {
            let error = #expect(throws: VaultError.self) { try vault.open(sealed.flipping(bit: bit), in: keys.context) }
            switch (bit / 8, error?.code) {
            case (6..<22, .keyUnavailable), (22..<26, .periodKeyUnavailable): break
            case (let place, let code): #expect(code == .authenticationFailed, "byte \(place)")
            }
        }
    }
}
