import AuraCore
import AuraPlatform
import AuraPolicy

extension Kinds {
    static let retentionSchedule = Kind<[RetentionRule]>(
        "RetentionSchedule", identifier: "class",
        fields: [
            .identifier("policyVersion") { _ in StandardPolicy.version },
            .list("items", rule) { $0 },
        ])

    private static let rule: [Field<RetentionRule>] = [
        .choice("class") { $0.dataClass },
        .duration("keep") { $0.keep },
        .choice("from") { $0.anchor },
        .duration("keepIdentifiers") { $0.keepIdentifiers },
        .duration("floor") { $0.floor },
        .identifier("clause") { $0.clause },
    ]

    static let retentionStatus = Kind<RetentionService.Status>(
        "RetentionStatus", identifier: "class",
        fields: [
            .time("asOf") { $0.asOf },
            .time("lastRunAt") { $0.lastRunAt },
            .integer("purgeLagSeconds") { $0.lagSeconds },
            .flag("pending") { $0.isOverdue },
            .list("items", statusItem) { $0.items },
        ])

    private static let statusItem: [Field<RetentionService.Status.Item>] = [
        .choice("class") { $0.dataClass },
        .integer("due") { $0.due },
        .time("oldestDueAt") { $0.oldestDueAt },
        .integer("lagSeconds") { $0.lagSeconds },
        .flag("overdue") { $0.isOverdue },
    ]
}
