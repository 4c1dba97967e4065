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
                    .integer("checkpoints") { $0.checkpoints }, .choice("problem") { $0.problem },
                ]
            ) { $0 },
        ])

    static let inclusionProof = Kind<InclusionProof>(
        "InclusionProof", identifier: "id",
        fields: [
            .identifier("id") { "\($0.entry.chain)/\($0.entry.sequence)" },
            .identifier("chain") { $0.entry.chain },
            .integer("index") { $0.entry.sequence },
            .integer("size") { $0.size },
            .text("entry") { String(decoding: $0.entry.json.canonical, as: UTF8.self) },
            .identifiers("path") { $0.path.map { Hexadecimal.encode($0) } },
            .text("checkpoint") { $0.checkpoint },
        ])

    static let auditCheckpoint = Kind<CheckpointReport>(
        "AuditCheckpoint", identifier: "chain",
        fields: [
            .identifier("publicKey") { $0.publicKey },
            .list(
                "items",
                [
                    .identifier("chain") { $0.line.chain }, .integer("size") { $0.size },
                    .identifier("root") { Hexadecimal.encode($0.root) }.titled("root"),
                    .time("createdAt") { $0.createdAt },
                    .identifier("verifierKey") { $0.verifierKey },
                    .text("note") { $0.line.note },
                ]
            ) { $0.heads },
        ])

    static let auditExport = Kind<AuditExport>(
        "AuditExport", identifier: "chain",
        fields: [
            .identifier("installation") { $0.installation },
            .identifier("publicKey") { Hexadecimal.encode($0.publicKey) },
            .size("bytes") { $0.document.count },
            .list(
                "items",
                [
                    .identifier("chain") { $0.chain }, .integer("entries") { $0.entries },
                    .integer("checkpoints") { $0.checkpoints },
                ]
            ) { $0.chains },
        ])
}

/// Checkpoints and the key that signs them.
struct CheckpointReport: Sendable {
    let publicKey: String
    let heads: [AuditService.Head]
}
