/// One line of the erasure ledger: what was destroyed, so that no restored backup brings it back (VAULT.md §5).
public struct LedgerEntry: Hashable, Sendable {
    public enum Scope: String, CaseIterable, Sendable {
        case subject, credential, period, tenant, purge
    }

    public let sequence: Int
    public let at: Timestamp
    public let scope: Scope
    public let tenant: Tenant.ID
    /// HMAC-SHA-256 under the ledger key over the person's id, hexadecimal; a person is never named in the clear.
    public let subject: String?
    public let classes: [DataClass]
    public let keys: [KeyID]
    public let cutoffs: [DataClass: Timestamp]
    /// SHA-256 of the line before, hexadecimal.
    public let previous: String

    public init(
        sequence: Int, at: Timestamp, scope: Scope, tenant: Tenant.ID, subject: String?, classes: [DataClass],
        keys: [KeyID], cutoffs: [DataClass: Timestamp], previous: String
    ) {
        self.sequence = sequence
        self.at = at
        self.scope = scope
        self.tenant = tenant
        self.subject = subject
        self.classes = classes
        self.keys = keys
        self.cutoffs = cutoffs
        self.previous = previous
    }

    /// The line's JSON; written in canonical form with one LF behind it.
    public var json: JSONValue {
        [
            "v": 1, "seq": JSONValue(sequence), "at": JSONValue(at), "scope": .string(scope.rawValue),
            "tenant": .string(tenant.rawValue), "subject": JSONValue(subject),
            "classes": .array(classes.map { .string($0.rawValue) }),
            "keys": .array(keys.map { .string($0.description) }),
            "cutoffs": .object(
                cutoffs.sorted { $0.key.rawValue < $1.key.rawValue }
                    .map { JSONMember($0.key.rawValue, JSONValue($0.value)) }),
            "prev": .string(previous),
        ]
    }
}

extension LedgerEntry {
    /// Reads a line's JSON; a missing, additional or mistyped field, or another spelling of a value, gives nothing.
    public init?(_ json: JSONValue) {
        guard let sequence = json["seq"]?.integer, sequence >= 0, let at = json["at"]?.string.flatMap(Timestamp.init),
            let scope = json["scope"]?.string.flatMap(Scope.init(rawValue:)),
            let tenant = json["tenant"]?.string.flatMap(Tenant.ID.init), let classes = json["classes"]?.array,
            let keys = json["keys"]?.array, case .object(let cutoffs)? = json["cutoffs"],
            let previous = json["prev"]?.string
        else { return nil }
        var readCutoffs: [DataClass: Timestamp] = [:]
        for member in cutoffs {
            guard let dataClass = DataClass(rawValue: member.name) else { return nil }
            readCutoffs[dataClass] = member.value.string.flatMap(Timestamp.init)
        }
        self.init(
            sequence: Int(sequence), at: at, scope: scope, tenant: tenant, subject: json["subject"]?.string,
            classes: classes.compactMap { $0.string.flatMap(DataClass.init(rawValue:)) },
            keys: keys.compactMap { $0.string.flatMap(KeyID.init) }, cutoffs: readCutoffs, previous: previous)
        guard self.json.canonical == json.canonical else { return nil }
    }
}
