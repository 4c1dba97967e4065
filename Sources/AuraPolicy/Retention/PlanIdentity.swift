public import AuraCore

/// The name of a plan, computed from what it says; nothing is stored (CLI.md, `retention plan`).
///
/// `digest` is SHA-256 over the canonical JSON of `{"items": […], "kind": …, "mapHash": …, "policyVersion": …}`. It
/// holds no instant. The id is `pl_` and a ULID whose time is the as-of moment and whose 80 other bits are the
/// digest's first.
public struct PlanIdentity: Hashable, Sendable {
    /// `pl_…`; plans of every kind share the prefix.
    public let id: PurgePlan.ID
    /// 64 hexadecimal digits.
    public let digest: String

    /// - Parameters:
    ///   - kind: What is planned, so that plans of two kinds never share a name: `PurgePlan`, `ErasurePlan`.
    ///   - items: What the plan says, in a fixed order.
    ///   - sha256: SHA-256, 32 bytes.
    public init(
        kind: String, asOf: Timestamp, policyVersion: String, mapHash: String, items: [JSONValue],
        sha256: ([UInt8]) -> [UInt8]
    ) {
        let plan: JSONValue = [
            "kind": .string(kind), "policyVersion": .string(policyVersion), "mapHash": .string(mapHash),
            "items": .array(items),
        ]
        let hash = sha256(plan.canonical)
        digest = Hexadecimal.encode(hash)
        id = PurgePlan.ID(
            at: asOf,
            high: hash.prefix(2).reduce(0) { $0 << 8 | UInt16($1) },
            low: hash.dropFirst(2).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
