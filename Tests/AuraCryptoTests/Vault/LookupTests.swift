import AuraCore
import AuraCrypto
import Testing

@Suite struct LookupTests {
    private let vault: Vault
    private let indexKey: KeyID

    init() throws {
        let known = try KnownVault()
        vault = known.vault
        indexKey = try #require(KeyID("000000000000000000000000000000dd"))
        try known.admit(Array(32..<64), id: indexKey, kind: .index)
    }

    @Test func `search tokens are the truncated codes of the words, in their order`() throws {
        let terms = ["refund", "größe", "退款", "", "refund"].map { SearchTerm($0) }
        let tokens = try vault.searchTokens(terms, indexKey: indexKey)
        #expect(
            tokens.map(\.rawValue) == [
                3_703_386_930_732_697_441, -7_819_647_716_594_551_219, -3_907_212_130_223_115_785,
                2_390_657_473_001_819_868, 3_703_386_930_732_697_441,
            ])
        #expect(try vault.searchTokens([], indexKey: indexKey) == [])
    }

    @Test(arguments: [
        ("credential", "0c397fa1ecf6cf4a37a439bb7e319b83c61493bbdc2cd50b4ceff28d1af72f78"),
        ("document", "fda914b77d9cbd8c0274af3e0a7d557f25dbac63688a4481cddb2c33e42ed6cd"),
    ])
    func `a fingerprint depends on its purpose`(purpose: String, expected: String) throws {
        let secret = SecretBytes(copying: Array("sk-test-1234".utf8))
        let fingerprint = try vault.fingerprint(secret, purpose: purpose, key: indexKey)
        #expect(Hexadecimal.encode(fingerprint) == expected)
    }

    @Test func `a pseudonym is the code of the identifier`() throws {
        #expect(
            try vault.pseudonym("vis_01JABCDEFGHJKMNPQRSTVWXYZ0", key: indexKey)
                == "c26c63a1ea6d0f620047db50be9d4cbb9b9e984067eda2d3868372a713a89f86")
    }

    @Test func `a look-up without its key names the key`() throws {
        let missing = try #require(KeyID("000000000000000000000000000000ee"))
        let error = VaultError(.keyUnavailable(missing))
        #expect(throws: error) { try vault.searchTokens([SearchTerm("a")], indexKey: missing) }
        #expect(throws: error) { try vault.blindIndex("a", table: "member", column: "email", indexKey: missing) }
        #expect(throws: error) { try vault.fingerprint(SecretBytes(copying: [1]), purpose: "p", key: missing) }
        #expect(throws: error) { try vault.pseudonym("vis_1", key: missing) }
    }

    @Test func `a text that grows when it is folded is folded whole`() throws {
        let text = String(repeating: "\u{FDFA}", count: 500)
        #expect(try CaseFolding.fold(text).count == 500 * 33)
        #expect(try CaseFolding.fold("") == [])
        #expect(try CaseFolding.fold("a\0B") == [0x61, 0, 0x62])
    }

    @Test func `columns do not share their indexes`() throws {
        let first = try vault.blindIndex("a@b.example", table: "member", column: "email", indexKey: indexKey)
        let second = try vault.blindIndex("a@b.example", table: "visitor", column: "email", indexKey: indexKey)
        #expect(first.count == 16)
        #expect(first != second)
    }
}
