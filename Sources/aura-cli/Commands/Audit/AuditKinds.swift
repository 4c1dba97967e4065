import AuraCore
import AuraPlatform

extension Kinds {
    static let auditEvent = Kind<AuditEntry>(
        "AuditEvent", identifier: "id", columns: ["at", "action", "object"],
        fields: [
            .identifier("id") { "\($0.chain)/\($0.sequence)" },
            .identifier("chain") { $0.chain },
            .integer("sequence") { $0.sequence },
            .time("at") { $0.at },
            .object(
                "actor", [Field<AuditActor>.identifier("kind") { $0.kind }, .identifier("id") { $0.id }]
            ) { $0.actor },
            .identifier("action") { $0.action.rawValue },
            .identifier("object") { $0.object },
            .identifier("clause") { $0.clause },
            .identifier("request") { $0.request },
            .identifier("commitment") { $0.commitment },
        ])

    static let auditProof = Kind<[AuditService.ChainReport]>(
        "AuditProof", identifier: "chain",
        fields: [
            .flag("holds") { $0.allSatisfy(\.holds) },
            .integer("entries") { $0.reduce(0) { $0 + $1.entries } },
            .list(
                "items",
                [
                    .identifier("chain") { $0.chain }, .flag("holds") { $0.holds },
                    .integer("entries") { $0.entries }, .integer("firstBadSequence") { $0.firstBadSequence },
                ]
            ) { $0 },
        ])
}
