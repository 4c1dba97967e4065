import AuraCore
import AuraPlatform

/// What an export wrote: the archive's head, without the rows.
struct ExportReport: Sendable {
    let archive: JSONValue
    let bytes: Int
}

extension Kinds {
    static let subjectMap = Kind<SubjectService.SubjectMap>(
        "SubjectMap", identifier: "table",
        fields: [
            .identifier("tenant") { $0.tenant },
            .identifiers("people") { $0.people },
            .list(
                "items",
                [.identifier("table") { $0.table }, .choice("class") { $0.dataClass }, .integer("rows") { $0.rows }]
            ) { $0.counts },
        ])

    /// The document that `subject export` writes into its file.
    static let archive = Kind<JSONValue>(
        "Archive", identifier: "tenant", fields: archiveHead { $0 } + [.json("classes") { $0["classes"] ?? [:] }])

    static let export = Kind<ExportReport>(
        "Export", identifier: "tenant", fields: archiveHead(\.archive) + [.size("bytes") { $0.bytes }])

    private static func archiveHead<Value>(_ archive: @escaping @Sendable (Value) -> JSONValue) -> [Field<Value>] {
        [
            .time("createdAt") { archive($0)["createdAt"]?.string.flatMap(Timestamp.init) },
            .identifier("tenant") { archive($0)["tenant"]?.string },
            .identifier("policyVersion") { archive($0)["policyVersion"]?.string },
            .identifier("mapHash") { archive($0)["mapHash"]?.string },
            .identifiers("people") { archive($0)["people"]?.array?.compactMap(\.string) ?? [] },
            .list("manifest", manifestLine) { archive($0)["manifest"]?.array ?? [] },
        ]
    }

    private static let manifestLine: [Field<JSONValue>] = [
        .identifier("class") { $0["class"]?.string },
        .integer("rows") { $0["rows"]?.integer },
        .identifier("sha256") { $0["sha256"]?.string },
    ]
}
