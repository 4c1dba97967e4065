/// One entry of a chain, in the form that is hashed: canonical JSON of exactly these fields (VAULT.md §7).
public struct AuditEntry: Hashable, Sendable {
    public let sequence: Int
    public let chain: AuditChain
    public let at: Timestamp
    public let actor: AuditActor
    public let action: AuditAction
    public let object: String
    public let clause: Clause?
    public let request: String?
    public let commitment: String

    /// The event at its place in the chain. `at` never falls behind the entry before (FAULTS.md R13).
    public init(_ event: AuditEvent, sequence: Int, notBefore newest: Timestamp?) {
        self.sequence = sequence
        chain = event.chain
        at = max(event.at, newest ?? event.at)
        actor = event.actor
        action = event.action
        object = event.object
        clause = event.clause
        request = event.request
        commitment = event.payload.commitment
    }

    public var json: JSONValue {
        [
            "v": 1, "chain": .string(chain.description), "seq": JSONValue(sequence), "at": JSONValue(at),
            "actor": ["kind": .string(actor.kind), "id": .string(actor.id)],
            "action": .string(action.rawValue), "object": .string(object),
            "clause": JSONValue(clause?.description), "request": JSONValue(request),
            "commitment": .string(commitment),
        ]
    }
}

extension AuditEntry {
    /// Reads an entry's JSON; a missing, additional or mistyped field, or another spelling of a value, gives nothing.
    public init?(_ json: JSONValue) {
        guard let chain = json["chain"]?.string.flatMap(AuditChain.init), let sequence = json["seq"]?.integer,
            sequence >= 0, let at = json["at"]?.string.flatMap(Timestamp.init),
            let kind = json["actor"]?["kind"]?.string,
            let id = json["actor"]?["id"]?.string,
            let action = json["action"]?.string.flatMap(AuditAction.init(rawValue:)),
            let object = json["object"]?.string, let commitment = json["commitment"]?.string
        else { return nil }
        self.sequence = Int(sequence)
        self.chain = chain
        self.at = at
        actor = AuditActor(kind: kind, id: id)
        self.action = action
        self.object = object
        clause = json["clause"]?.string.flatMap(Clause.init)
        request = json["request"]?.string
        self.commitment = commitment
        guard self.json.canonical == json.canonical else { return nil }
    }
}
