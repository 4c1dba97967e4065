public import AuraCore

/// What erasing a person does, table by table (clause 6.3; GDPR Art. 17).
public enum ErasurePolicy {
    /// Plans the erasure: one step for each mapped table that can hold a person's rows, also where none were found.
    ///
    /// - Parameters:
    ///   - inventory: Where the person's rows are.
    ///   - map: The data map of the store; its rules say what happens, the policy says what may.
    ///   - holds: The holds that stand on these people or on conversations they took part in.
    /// - Returns: Refused while one of the holds covers the person (GDPR Art. 17(3)(e)).
    /// - Throws: `noRule` for a class without a retention rule, `unmappedTable`, `retainedWithoutEnd`,
    ///   `erasureContradictsPolicy`: with an incomplete map nothing is erased.
    public static func plan(
        inventory: SubjectInventory, map: DataMap, holds: [Hold], now: Timestamp,
        rules: RetentionPolicy = StandardPolicy.retention
    ) throws(PolicyError) -> Decision<ErasurePlan> {
        var rows: [String: Int] = [:]
        for count in inventory.counts {
            guard map.table(count.table) != nil else { throw PolicyError(.unmappedTable, table: count.table) }
            rows[count.table, default: 0] += count.rows
        }
        var steps: [ErasureStep] = []
        for table in map.tables where table.subjectPath != .none || rows[table.name] != nil {
            _ = try rules.rule(for: table.dataClass)
            steps.append(
                ErasureStep(
                    table: table.name, dataClass: table.dataClass, rows: rows[table.name] ?? 0,
                    rule: try checked(table), clause: clause(of: table.dataClass)))
        }
        if let hold = holds.first(where: { covers($0, inventory.people) }) {
            return .denied(refusal(hold, now: now))
        }
        return .allowed(ErasurePlan(inventory: inventory, steps: steps))
    }

    /// A workspace that is not closed keeps an owner: the last one hands it over, or closes it, first.
    ///
    /// - Parameters:
    ///   - people: Who would be erased.
    ///   - owners: Every owner of the workspace.
    /// - Returns: The refusal, if no owner would be left.
    ///
    /// Source: LAW.md §1.5, 8.
    public static func refusal(
        erasing people: [PersonID], owners: [PersonID], state: Tenant.State
    ) -> Refusal? {
        guard state == .active, !owners.isEmpty, owners.allSatisfy(people.contains) else { return nil }
        return Refusal(
            .soleOwner, Clause(6, 3),
            "This is the only owner of an open workspace; hand the workspace over or close it first.")
    }

    private static func refusal(_ hold: Hold, now: Timestamp) -> Refusal {
        let review = hold.reviewAt < now ? "was due" : "is due"
        return Refusal(
            .legalHold, StandardPolicy.holdClause,
            "The legal hold \(hold.id) covers this person's data until it is released; its review \(review) on"
                + " \(hold.reviewAt.date).")
    }

    /// The table's rule, if the policy allows it for the class: usage and billing survive, without the identity.
    private static func checked(_ table: TableRule) throws(PolicyError) -> ErasureRule {
        if case .retain(let article, let until) = table.onErase, article.isEmpty || until.isEmpty {
            throw PolicyError(.retainedWithoutEnd, dataClass: table.dataClass, table: table.name)
        }
        let isAllowed =
            switch (table.dataClass, table.onErase) {
            case (.billing, .retain), (.usage, .null), (.usage, .pseudonym), (.usage, .retain): true
            case (.billing, _), (.usage, _): false
            default: true
            }
        guard isAllowed else {
            throw PolicyError(.erasureContradictsPolicy, dataClass: table.dataClass, table: table.name)
        }
        return table.onErase
    }

    private static func clause(of dataClass: DataClass) -> Clause {
        switch dataClass {
        case .billing: Clause(5, 3)
        case .usage: Clause(5, 4)
        default: Clause(6, 3)
        }
    }

    private static func covers(_ hold: Hold, _ people: [PersonID]) -> Bool {
        guard let person = hold.person else { return true }
        return people.contains(person)
    }
}
