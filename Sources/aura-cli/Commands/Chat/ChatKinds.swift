import AuraCore
import AuraPlatform

extension ChatService.Turn {
    /// Where the answer comes from, a line for each citation: `[1] Privacy policy § 5. How long we keep data`.
    var sources: [String] {
        citations.map { citation in
            let heading = citation.headings.last.flatMap { $0 == citation.title ? nil : " § \($0)" } ?? ""
            return "[\(citation.number)] \(citation.title)\(heading)"
        }
    }
}

extension Kinds {
    static let turn = Kind<ChatService.Turn>(
        "Turn", identifier: "conversation",
        fields: [
            .text("answer") { $0.answer },
            .flag("grounded") { $0.isGrounded },
            .list("citations", citation) { $0.citations },
            .identifier("conversation") { $0.conversation },
            .identifier("message") { $0.message },
            .identifier("person") { $0.person },
            .identifier("model") { $0.model },
            .integer("inputTokens") { $0.usage.input },
            .integer("outputTokens") { $0.usage.output },
            .choice("accuracy") { $0.accuracy },
        ])

    static let citation: [Field<Citation>] = [
        .integer("number") { $0.number },
        .text("title") { $0.title },
        .texts("headings") { $0.headings },
        .identifier("document") { $0.document },
        .integer("version") { $0.version },
        .integer("start") { $0.range.lowerBound },
        .integer("end") { $0.range.upperBound },
        .text("quotation") { $0.quotation },
    ]

    static let talk = Kind<Talk>(
        "Talk", identifier: "conversation",
        fields: [.identifier("conversation") { $0.conversation }, .integer("turns") { $0.turns }])
}
