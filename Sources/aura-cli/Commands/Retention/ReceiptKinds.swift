import AuraCore
import AuraPlatform

/// A deletion receipt's JSON, or none where nothing was due.
struct ReceiptReport: Sendable {
    let json: JSONValue?

    subscript(name: String) -> String? { json?[name]?.string }

    func moment(_ name: String) -> Timestamp? { self[name].flatMap(Timestamp.init) }

    func words(_ name: String) -> [String] { list(name).compactMap(\.string) }

    func list(_ name: String) -> [JSONValue] { json?[name]?.array ?? [] }
}

extension Kinds {
    /// The fields of a certificate, as both kinds of receipt have them (VAULT.md §8).
    static func receiptFields<Value>(_ receipt: @escaping @Sendable (Value) -> ReceiptReport) -> [Field<Value>] {
        [
            .identifier("receiptId") { receipt($0)["receiptId"] },
            .identifier("planId") { receipt($0)["planId"] },
            .identifier("planDigest") { receipt($0)["planDigest"] },
            .identifier("digest") { receipt($0)["digest"] },
            .list("stores", storeLine) { receipt($0).list("stores") },
            .identifier("requestId") { receipt($0)["requestId"] },
            .identifier("law") { receipt($0)["law"] },
            .identifiers("articles") { receipt($0).words("articles") },
            .identifier("controller") { receipt($0)["controller"] },
            .identifier("role") { receipt($0)["role"] },
            .identifier("subjectRef") { receipt($0)["subjectRef"] },
            .identifier("policyVersion") { receipt($0)["policyVersion"] },
            .identifier("mapHash") { receipt($0)["mapHash"] },
            .time("receivedAt") { receipt($0).moment("receivedAt") },
            .time("deadline") { receipt($0).moment("deadline") },
            .time("completedAt") { receipt($0).moment("completedAt") },
            .list("perClass", classLine) { receipt($0).list("perClass") },
            .identifiers("derived") { receipt($0).words("derived") },
            .json("recipients") { receipt($0).json?["recipients"] ?? [] },
            .json("backups") { receipt($0).json?["backups"] ?? nil },
            .json("verification") { receipt($0).json?["verification"] ?? nil },
            .json("auditInclusionProof") { receipt($0).json?["auditInclusionProof"] ?? nil },
            .json("signature") { receipt($0).json?["signature"] ?? nil },
        ]
    }

    private static let storeLine: [Field<JSONValue>] = [
        .identifier("store") { $0["store"]?.string },
        .integer("rows") { $0["rows"]?.integer },
        .size("bytesBefore") { $0["bytesBefore"]?.integer },
        .size("bytesAfter") { $0["bytesAfter"]?.integer },
    ]

    private static let classLine: [Field<JSONValue>] = [
        .identifier("class") { $0["class"]?.string },
        .identifier("action") { $0["action"]?.string },
        .integer("rowsBefore") { $0["rowsBefore"]?.integer },
        .integer("rowsAfter") { $0["rowsAfter"]?.integer },
        .integer("keysDestroyed") { $0["keysDestroyed"]?.integer },
        .json("retained") { $0["retained"] ?? nil },
    ]

    /// A purge's receipt, with what the run counted; the certificate's own fields are null if nothing was due.
    static let purgeReceipt = Kind<RetentionService.PurgeReport>(
        "PurgeReceipt", identifier: "receiptId",
        fields: receiptFields { ReceiptReport(json: $0.receipt?.json) } + [
            .integer("due") { $0.plan.dueCount },
            .integer("deleted") { $0.deleted },
            .integer("keysDestroyed") { $0.keysDestroyed },
            .integer("remaining") { $0.remaining },
            .flag("pending") { $0.remaining > 0 },
        ])

    /// A certificate as it is kept, of either kind.
    static let deletionReceipt = Kind<DeletionReceipt>(
        "DeletionReceipt", identifier: "receiptId",
        columns: ["receiptId", "completedAt", "controller"], fields: receiptFields { ReceiptReport(json: $0.json) })

    static let receiptProof = Kind<[RetentionService.ReceiptReport]>(
        "ReceiptProof", identifier: "receiptId",
        fields: [
            .flag("holds") { $0.allSatisfy(\.holds) },
            .list(
                "items",
                [
                    .identifier("receiptId") { $0.id }, .flag("holds") { $0.holds },
                    .choice("problem") { $0.problem },
                ]
            ) { $0 },
        ])

    static let erasureReceipt = Kind<DeletionReceipt>(
        "ErasureReceipt", identifier: "receiptId", fields: receiptFields { ReceiptReport(json: $0.json) })
}
