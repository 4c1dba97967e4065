import AuraCore

/// A page of help as data.
struct HelpResult: Sendable {
    let topic: String
    let title: String
    let entries: [HelpTopic.Entry]
}

extension Kinds {
    static let help = Kind<HelpResult>(
        "Help", identifier: "name",
        fields: [
            .identifier("topic") { $0.topic },
            .text("title") { $0.title },
            .list(
                "items",
                [.identifier("name") { $0.name }, .text("meaning") { $0.meaning }, .text("advice") { $0.advice }]
            ) { $0.entries },
        ])

    static let command = Kind<CommandTree>(
        "Command", identifier: "command", columns: ["command", "level", "summary"],
        fields: [
            .identifier("command") { $0.path.joined(separator: " ") },
            .choice("level") { $0.leaf?.level ?? .read },
            .text("summary") { $0.summary },
            .flag("isForTerminalsOnly") { $0.leaf?.isForTerminalsOnly ?? false },
            .texts("examples") { $0.leaf?.examples ?? [] },
            .identifiers("kinds") { $0.leaf?.kinds.map(\.name) ?? [] },
            .list("options", option) { CommandOption.own(of: $0.type) },
        ])

    private static let option: [Field<CommandOption>] = [
        .identifiers("names") { $0.names },
        .identifier("value") { $0.valueName },
        .flag("isRequired") { !$0.isOptional },
        .flag("isRepeating") { $0.isRepeating },
        .identifiers("values") { $0.values },
        .text("summary") { $0.summary },
    ]

    /// A kind's name and schema, for the list of all kinds.
    static let kind = Kind<KindDeclaration>(
        "Kind", identifier: "name",
        fields: [
            .identifier("name") { $0.name },
            .identifier("id") { $0.schema },
            .identifiers("fields") { $0.rowFields.map(\.name) },
        ])

    /// The JSON Schema of a kind: the document is the schema itself.
    static let schema = Kind<KindDeclaration>(
        "Schema", identifier: "$id",
        fields: [
            .identifier("$schema") { $0.jsonSchema["$schema"]?.string },
            .identifier("$id") { $0.schema },
            .identifier("title") { $0.name },
            .identifier("type") { $0.jsonSchema["type"]?.string },
            .json("properties") { $0.jsonSchema["properties"] ?? .null },
            .identifiers("required") { $0.jsonSchema["required"]?.array?.compactMap(\.string) ?? [] },
        ])
}
