import AuraCore
import AuraCrypto
import Testing

@Suite struct AuditPayloadTests {
    private let vault: Vault
    private let keys: MadeKeys
    private let chain: AuditChain

    init() throws {
        vault = try Vault(rootKey: KnownVault.rootKey)
        let tenant = Tenant.ID.make(at: KnownVault.moment)
        keys = try MadeKeys(in: vault, tenant: tenant.rawValue)
        chain = .tenant(tenant)
    }

    private let payload: JSONValue = ["reason": "asked by mail", "count": 3, "b": ["x": nil, "a": true]]

    @Test func `a payload opens as it was, with its names in canonical order`() throws {
        let committed = try vault.commit(payload, chain: chain, owner: keys.owner.id)
        let opened = try vault.openPayload(committed, chain: chain)
        #expect(opened.canonical == payload.canonical)
        #expect(committed.ownerKey == keys.owner.id)
        #expect(try vault.ownerKey(of: committed.sealed) == (keys.owner.id, .none))
    }

    @Test func `the commitment is the hash of salt and canonical payload, sealed with it as the row`() throws {
        let committed = try vault.commit(payload, chain: chain, owner: keys.owner.id)
        let salted = try vault.open(
            committed.sealed,
            in: SealContext(
                tenant: keys.tenant, table: "auditPayload", column: "sealed", row: committed.commitment,
                dataClass: .compliance))
        #expect(Array(salted.dropFirst(32)) == payload.canonical)
        #expect(Hexadecimal.encode(Digest.sha256([2] + salted)) == committed.commitment)
    }

    @Test func `equal payloads have different commitments`() throws {
        let commitments = try (0..<20).map { _ in
            try vault.commit(payload, chain: chain, owner: keys.owner.id).commitment
        }
        #expect(Set(commitments).count == 20)
    }

    @Test func `the operator's payloads are sealed for the installation`() throws {
        let key = try vault.makeKey(.operator, tenant: "-", wrappedBy: vault.rootKeyID, at: KnownVault.moment)
        let committed = try vault.commit(payload, chain: .operator, owner: key.id)
        #expect(try vault.openPayload(committed, chain: .operator).canonical == payload.canonical)
        #expect(throws: VaultError(.authenticationFailed)) { try vault.openPayload(committed, chain: chain) }
        #expect(throws: VaultError(.keyMisused(keys.owner.id))) {
            try vault.commit(payload, chain: .operator, owner: keys.owner.id)
        }
    }

    @Test func `a payload of another entry is refused`() throws {
        let first = try vault.commit(payload, chain: chain, owner: keys.owner.id)
        let second = try vault.commit(payload, chain: chain, owner: keys.owner.id)
        let exchanged = AuditPayload(
            commitment: first.commitment, sealed: second.sealed, ownerKey: keys.owner.id)
        #expect(throws: VaultError(.authenticationFailed)) { try vault.openPayload(exchanged, chain: chain) }
    }

    @Test func `what does not hash to the commitment is refused though it opens`() throws {
        let commitment = String(repeating: "0", count: 64)
        let context = SealContext(
            tenant: keys.tenant, table: "auditPayload", column: "sealed", row: commitment, dataClass: .compliance)
        for salted in [[], [UInt8](repeating: 1, count: 31), [UInt8](repeating: 1, count: 32) + Array("{}".utf8)] {
            let forged = AuditPayload(
                commitment: commitment, sealed: try vault.seal(salted, in: context, owner: keys.owner.id),
                ownerKey: keys.owner.id)
            #expect(throws: VaultError(.authenticationFailed)) { try vault.openPayload(forged, chain: chain) }
        }
    }

    @Test func `a long payload is kept whole`() throws {
        let long: JSONValue = ["text": .string(String(repeating: "ä", count: 50_000))]
        let committed = try vault.commit(long, chain: chain, owner: keys.owner.id)
        let opens = try vault.openPayload(committed, chain: chain) == long
        #expect(opens)
    }
}
