/// What happened, prepared before the transaction that it is written with.
///
/// Everything here is fit for the clear entry: ids, words of a closed list, a clause. What somebody typed is in
/// `payload`, sealed (VAULT.md §7).
public struct AuditEvent: Hashable, Sendable {
    public let chain: AuditChain
    public let at: Timestamp
    public let actor: AuditActor
    public let action: AuditAction
    /// `mem_…`, `bot_…`, `pl_…`, …: never a name.
    public let object: String
    public let clause: Clause?
    public let request: String?
    public let payload: AuditPayload

    public init(
        chain: AuditChain, at: Timestamp, actor: AuditActor, action: AuditAction, object: String, clause: Clause?,
        request: String?, payload: AuditPayload
    ) {
        self.chain = chain
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.clause = clause
        self.request = request
        self.payload = payload
    }
}

/// One chain per tenant and one for the operator, so that a tenant can verify its own and learns of no other.
public enum AuditChain: Hashable, Sendable, CustomStringConvertible {
    case `operator`
    case tenant(Tenant.ID)

    public var description: String {
        switch self {
        case .operator: "operator"
        case .tenant(let id): id.rawValue
        }
    }

    public init?(_ text: String) {
        if text == "operator" {
            self = .operator
        } else if let id = Tenant.ID(text) {
            self = .tenant(id)
        } else {
            return nil
        }
    }
}

/// Who acted: a kind and a pseudonymous id.
public struct AuditActor: Hashable, Sendable {
    public let kind: String
    public let id: String

    public init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }
}

/// The payload kept apart from the entry: its commitment stands in the chain, its bytes are sealed and erasable.
public struct AuditPayload: Hashable, Sendable {
    /// SHA-256(0x02 ‖ salt ‖ payload), 64 hexadecimal digits.
    public let commitment: String
    /// Salt (32 bytes) ‖ canonical JSON, sealed with the commitment as its row.
    public let sealed: SealedValue
    public let ownerKey: KeyID

    public init(commitment: String, sealed: SealedValue, ownerKey: KeyID) {
        self.commitment = commitment
        self.sealed = sealed
        self.ownerKey = ownerKey
    }
}
