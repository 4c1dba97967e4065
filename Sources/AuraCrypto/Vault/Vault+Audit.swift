package import AuraCore

extension Vault {
    /// Prepares the payload of an audit entry: a commitment for the chain, and salt and payload sealed (VAULT.md §7).
    ///
    /// - Parameters:
    ///   - chain: The chain that the entry goes to.
    ///   - owner: The subject's owner key if the payload holds anything of a person; else the tenant's content key,
    ///     or in the operator's chain the operator key.
    /// - Throws: `keyUnavailable`, `keyMisused`, `randomUnavailable`.
    package func commit(
        _ payload: JSONValue, chain: AuditChain, owner: KeyID
    ) throws(VaultError) -> AuditPayload {
        let salted = try RandomSource.bytes(Vault.saltCount) + payload.canonical
        let commitment = Vault.commitment(to: salted)
        let sealed = try seal(salted, in: Vault.payloadContext(chain, commitment), owner: owner)
        return AuditPayload(commitment: commitment, sealed: sealed, ownerKey: owner)
    }

    /// Opens the payload of an audit entry and verifies that it is the one that the entry committed to.
    ///
    /// - Throws: `authenticationFailed` if it does not open or is another; `keyUnavailable`.
    package func openPayload(_ payload: AuditPayload, chain: AuditChain) throws(VaultError) -> JSONValue {
        let salted = try open(payload.sealed, in: Vault.payloadContext(chain, payload.commitment))
        guard Vault.commitment(to: salted).hasSameBytes(as: payload.commitment),
            let json = try? JSONValue(
                parsing: Array(salted.dropFirst(Vault.saltCount)), maximumDepth: Limits.jsonDepth)
        else { throw VaultError(.authenticationFailed) }
        return json
    }

    private static let saltCount = 32

    /// SHA-256(0x02 ‖ salt ‖ payload), hexadecimal.
    private static func commitment(to salted: [UInt8]) -> String {
        Hexadecimal.encode(Digest.sha256([2] + salted))
    }

    private static func payloadContext(_ chain: AuditChain, _ commitment: String) -> SealContext {
        let tenant =
            switch chain {
            case .operator: "-"
            case .tenant(let id): id.rawValue
            }
        return SealContext(
            tenant: tenant, table: "auditPayload", column: "sealed", row: commitment, dataClass: .compliance)
    }
}
