public import AuraCore

extension ErasurePlan {
    /// The plan's name, as `subject erase --plan` repeats it: it changes when a row, a key or a rule does.
    ///
    /// - Parameter sha256: SHA-256, 32 bytes.
    public func identity(
        asOf: Timestamp, policyVersion: String, mapHash: String, sha256: ([UInt8]) -> [UInt8]
    ) -> PlanIdentity {
        let subject: JSONValue = [
            "people": .array(inventory.people.map(\.rawValue).sorted().map { .string($0) }),
            "keys": .array(inventory.keys.map(\.description).sorted().map { .string($0) }),
        ]
        return PlanIdentity(
            kind: "ErasurePlan", asOf: asOf, policyVersion: policyVersion, mapHash: mapHash,
            items: [subject] + steps.map(\.json), sha256: sha256)
    }
}

extension ErasureStep {
    /// One line of the plan, as reports and programs read it.
    public var json: JSONValue {
        [
            "table": .string(table), "class": .string(dataClass.rawValue), "rows": JSONValue(rows),
            "rule": rule.json, "clause": .string(clause.description),
        ]
    }
}

extension ErasureRule {
    /// The rule's word; what is retained carries its article and its end.
    public var json: JSONValue {
        switch self {
        case .delete: ["action": "delete"]
        case .shred: ["action": "shred"]
        case .null: ["action": "null"]
        case .pseudonym: ["action": "pseudonym"]
        case .retain(let article, let until):
            ["action": "retain", "article": .string(article), "until": .string(until)]
        }
    }
}
