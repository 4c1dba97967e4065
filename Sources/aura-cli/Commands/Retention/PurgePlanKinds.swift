import AuraCore
import AuraPolicy

/// The part of a purge plan that concerns one class, in every workspace.
struct ClassPlan: Sendable {
    let rule: RetentionRule
    let asOf: Timestamp
    let items: [PurgeItem]

    var due: Int { items.reduce(0) { $0 + $1.due.count } }
    var bytes: Int { items.reduce(0) { $0 + $1.bytes } }
    var held: Int { items.reduce(0) { $0 + $1.held.count } }
    var oldest: Timestamp? { items.compactMap(\.oldest).min() }

    /// The cut-off as a day: what is older is due. None for what counts from a closure.
    var olderThan: CivilDate? { rule.anchor == .closedAt ? nil : rule.anchoredBefore(asOf).date }
}

extension PurgePlan {
    /// The plan by class, in the order of the classes.
    var classes: [ClassPlan] {
        StandardPolicy.retention.rules.compactMap { rule in
            let parts = items.filter { $0.dataClass == rule.dataClass }
            return parts.isEmpty ? nil : ClassPlan(rule: rule, asOf: asOf, items: parts)
        }
    }
}

extension Kinds {
    static let purgePlan = Kind<PurgePlan>(
        "PurgePlan", identifier: "id",
        fields: [
            .identifier("id") { $0.id },
            .time("asOf") { $0.asOf },
            .identifier("policyVersion") { $0.policyVersion },
            .identifier("mapHash") { $0.mapHash },
            .identifier("digest") { $0.digest },
            .flag("pending") { !$0.isEmpty },
            .integer("due") { $0.dueCount },
            .list("classes", classPlan) { $0.classes },
        ])

    private static let classPlan: [Field<ClassPlan>] = [
        .choice("class") { $0.rule.dataClass },
        .duration("keep") { $0.rule.keep },
        .date("olderThan") { $0.olderThan },
        .integer("due") { $0.due },
        .size("bytes") { $0.bytes },
        .integer("heldRows") { $0.held }.titled("held"),
        .time("oldest") { $0.oldest },
        .identifier("clause") { $0.rule.clause },
        .list("tenants", tenantPlan) { $0.items },
    ]

    private static let tenantPlan: [Field<PurgeItem>] = [
        .identifier("tenant") { $0.tenant },
        .duration("keep") { $0.keep },
        .integer("due") { $0.due.count },
        .size("bytes") { $0.bytes },
        .time("oldest") { $0.oldest },
        .integer("population") { $0.population },
        .identifiers("ids") { $0.due },
        .list(
            "held",
            [
                .identifier("id") { $0.id }, .identifier("hold") { $0.hold },
                .identifier("clause") { _ in Clause(2, 5) },
            ]
        ) { $0.held },
    ]
}
