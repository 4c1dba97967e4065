import AuraCore
import AuraCrypto
import Synchronization

/// Prepares audit events: the clear entry with ids alone, what somebody typed in the sealed payload (VAULT.md §7).
struct AuditTrail: Sendable {
    let vault: Vault
    /// The installation's key for the payloads of the operator's chain and for pseudonyms.
    let operatorKey: KeyID
    private let prepared = PreparedEvents()

    init(vault: Vault, operatorKey: KeyID) {
        self.vault = vault
        self.operatorKey = operatorKey
    }

    /// An event of a tenant's chain; its payload is sealed under the tenant's content key.
    func event(
        _ action: AuditAction, _ object: String, of tenant: Tenant, by principal: Principal, at now: Timestamp,
        clause: Clause? = nil, request: String? = nil, details: JSONValue = .null
    ) throws(PlatformError) -> AuditEvent {
        try make(
            action, object, chain: .tenant(tenant.id), owner: tenant.contentKey, principal, now, clause, request,
            details)
    }

    /// An event of the operator's chain.
    func operatorEvent(
        _ action: AuditAction, _ object: String, by principal: Principal, at now: Timestamp, clause: Clause? = nil,
        details: JSONValue = .null
    ) throws(PlatformError) -> AuditEvent {
        try make(action, object, chain: .operator, owner: operatorKey, principal, now, clause, nil, details)
    }

    /// What has been prepared since the platform opened, counted by action: what a dry run would have done.
    var counts: [AuditAction: Int] { prepared.counts }

    /// Counts what a job would write, in a dry run that does not run it.
    func foresee(_ action: AuditAction, count: Int = 1) {
        prepared.count(action, by: count)
    }

    private func make(
        _ action: AuditAction, _ object: String, chain: AuditChain, owner: KeyID, _ principal: Principal,
        _ now: Timestamp, _ clause: Clause?, _ request: String?, _ details: JSONValue
    ) throws(PlatformError) -> AuditEvent {
        let payload: JSONValue = [
            "actor": .string(principal.actor), "reason": JSONValue(principal.reason), "details": details,
        ]
        let sealed = try mappingErrors { try vault.commit(payload, chain: chain, owner: owner) }
        let actor = try mappingErrors { try self.actor(principal) }
        prepared.count(action)
        return AuditEvent(
            chain: chain, at: now, actor: actor, action: action, object: object, clause: clause, request: request,
            payload: sealed)
    }

    /// The clear entry's actor: a member by id, anybody local by a pseudonym of the label.
    private func actor(_ principal: Principal) throws(VaultError) -> AuditActor {
        switch principal.kind {
        case .member(let id, _, _): AuditActor(kind: "member", id: id.rawValue)
        case .operator: AuditActor(kind: "operator", id: try pseudonym(principal.actor))
        case .job: AuditActor(kind: "job", id: try pseudonym(principal.actor))
        }
    }

    private func pseudonym(_ label: String) throws(VaultError) -> String {
        String(try vault.pseudonym("actor/" + label, key: operatorKey).prefix(16))
    }
}

private final class PreparedEvents: Sendable {
    private let actions = Mutex<[AuditAction: Int]>([:])

    var counts: [AuditAction: Int] { actions.withLock { $0 } }

    func count(_ action: AuditAction, by count: Int = 1) {
        guard count > 0 else { return }
        actions.withLock { $0[action, default: 0] += count }
    }
}
