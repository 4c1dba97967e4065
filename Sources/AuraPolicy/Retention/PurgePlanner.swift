public import AuraCore

/// Puts a purge plan together from what the store found due.
public enum PurgePlanner {
    /// Makes the plan: its items in order of tenant and class, the due ids ascending, and the id and digest that
    /// follow from them.
    ///
    /// The digest covers for each tenant and class with anything due or held: the count, SHA-256 over the due ids
    /// (each id's UTF-8 followed by LF, ascending), and the held ids with their holds.
    ///
    /// - Parameters:
    ///   - items: At most one for a tenant and class.
    ///   - mapHash: SHA-256 of the data map, hexadecimal.
    ///   - sha256: SHA-256, 32 bytes.
    public static func plan(
        asOf: Timestamp, items: [PurgeItem], policyVersion: String, mapHash: String,
        sha256: ([UInt8]) -> [UInt8]
    ) -> PurgePlan {
        let ordered = items.map(PurgePlanner.ordered).sorted {
            ($0.tenant.rawValue, $0.dataClass.rawValue) < ($1.tenant.rawValue, $1.dataClass.rawValue)
        }
        let identity = PlanIdentity(
            kind: "PurgePlan", asOf: asOf, policyVersion: policyVersion, mapHash: mapHash,
            items: ordered.filter { !$0.due.isEmpty || !$0.held.isEmpty }.map { canonical($0, sha256: sha256) },
            sha256: sha256)
        return PurgePlan(
            id: identity.id, asOf: asOf, policyVersion: policyVersion, mapHash: mapHash, digest: identity.digest,
            items: ordered)
    }

    /// SHA-256 over identifiers in their order, each one's UTF-8 followed by LF, hexadecimal.
    public static func digest(of ids: [String], sha256: ([UInt8]) -> [UInt8]) -> String {
        Hexadecimal.encode(sha256(ids.flatMap { Array($0.utf8) + [0x0A] }))
    }

    private static func ordered(_ item: PurgeItem) -> PurgeItem {
        PurgeItem(
            tenant: item.tenant, dataClass: item.dataClass, keep: item.keep, due: item.due.sorted(),
            bytes: item.bytes, oldest: item.oldest, held: item.held.sorted { $0.id < $1.id },
            population: item.population)
    }

    private static func canonical(_ item: PurgeItem, sha256: ([UInt8]) -> [UInt8]) -> JSONValue {
        [
            "tenant": .string(item.tenant.rawValue), "class": .string(item.dataClass.rawValue),
            "count": JSONValue(item.due.count), "due": .string(digest(of: item.due, sha256: sha256)),
            "held": .array(item.held.map { ["id": .string($0.id), "hold": .string($0.hold.rawValue)] }),
        ]
    }
}
