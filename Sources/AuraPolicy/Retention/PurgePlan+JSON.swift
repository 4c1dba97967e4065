public import AuraCore

extension PurgePlan {
    /// Rows that would go.
    public var dueCount: Int { items.reduce(0) { $0 + $1.due.count } }

    /// Rows of the planned classes, for the brake.
    public var population: Int { items.reduce(0) { $0 + $1.population } }

    /// The plan as reports and programs read it: what would go and why, what is held and by which hold.
    ///
    /// - Parameter rules: The standard rules, for the clauses; the periods are the plan's own.
    /// - Throws: ``PolicyError/noRule(_:)`` if the plan has a class without a rule.
    public func json(_ rules: RetentionPolicy) throws(PolicyError) -> JSONValue {
        var list: [JSONValue] = []
        for item in items { list.append(try item.json(asOf: asOf, rules)) }
        return [
            "id": .string(id.rawValue), "asOf": JSONValue(asOf), "policyVersion": .string(policyVersion),
            "mapHash": .string(mapHash), "digest": .string(digest), "pending": .bool(!isEmpty),
            "due": JSONValue(dueCount), "items": .array(list),
        ]
    }
}

extension PurgeItem {
    fileprivate func json(asOf: Timestamp, _ rules: RetentionPolicy) throws(PolicyError) -> JSONValue {
        let rule = try rules.rule(for: dataClass)
        let effective = rule.keeping(keep, identifiers: nil)
        let cutoff = rule.anchor == .closedAt ? nil : effective.anchoredBefore(asOf).adding(milliseconds: -1)
        return [
            "tenant": .string(tenant.rawValue), "class": .string(dataClass.rawValue),
            "keep": .string(keep.description), "cutoff": JSONValue(cutoff), "due": JSONValue(due.count),
            "bytes": JSONValue(bytes), "oldest": JSONValue(oldest), "population": JSONValue(population),
            "clause": .string(rule.clause.description), "ids": .array(due.map { .string($0) }),
            "held": .array(
                held.map {
                    [
                        "id": .string($0.id), "hold": .string($0.hold.rawValue),
                        "clause": .string(StandardPolicy.holdClause.description),
                    ]
                }),
        ]
    }
}
