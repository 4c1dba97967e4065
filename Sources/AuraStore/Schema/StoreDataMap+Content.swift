import AuraCore

extension StoreDataMap {
    /// The chatbot's content (clause 1.2): bots, documents and the index over them.
    static let contentTables = [bot, document, passage, posting, corpus]

    private static let kept = Clause(5, 2)

    private static let bot = TableRule(
        name: "bot", dataClass: .content, subjectPath: .none, onErase: .delete,
        purpose: "One chatbot and its settings.",
        columns: [
            tenantColumn(of: kept),
            ColumnRule("botId", purposes: [.runPlatform], clause: kept),
            ColumnRule("name", purposes: [.runPlatform], isRectifiable: true, clause: kept),
            ColumnRule("vendor", purposes: [.runPlatform], clause: Clause(4, 2)),
            ColumnRule("model", purposes: [.runPlatform], clause: kept),
            ColumnRule(
                "prompt", sensitivity: .confidential, purposes: [.runPlatform], isRectifiable: true,
                recipients: ["llmVendor"], isSealed: true, clause: kept),
            ColumnRule(
                "fallback", sensitivity: .confidential, purposes: [.runPlatform], isRectifiable: true,
                isSealed: true, clause: kept),
            ColumnRule("temperatureMilli", purposes: [.runPlatform], clause: kept),
            ColumnRule("createdAt", purposes: [.runPlatform], clause: kept),
        ])

    private static let document = TableRule(
        name: "document", dataClass: .content, subjectPath: .none, onErase: .delete,
        purpose: "One document of a bot's knowledge and its extracted text.",
        columns: [
            tenantColumn(of: kept),
            ColumnRule("documentId", purposes: [.runPlatform], clause: kept),
            ColumnRule("botId", purposes: [.runPlatform], clause: kept),
            ColumnRule(
                "title", sensitivity: .confidential, purposes: [.runPlatform], isRectifiable: true, isSealed: true,
                clause: kept),
            ColumnRule(
                "titleIndex", sensitivity: .pseudonymous, purposes: [.runPlatform], isBlindIndex: true,
                derivedFrom: "document.title", clause: kept),
            ColumnRule("version", purposes: [.runPlatform], clause: kept),
            ColumnRule("mediaType", purposes: [.runPlatform], clause: kept),
            ColumnRule("language", purposes: [.runPlatform], clause: kept),
            ColumnRule("byteCount", purposes: [.runPlatform], clause: kept),
            ColumnRule("passageCount", purposes: [.runPlatform], clause: kept),
            ColumnRule(
                "fingerprint", sensitivity: .pseudonymous, purposes: [.runPlatform], derivedFrom: "document.body",
                clause: kept),
            ColumnRule(
                "body", sensitivity: .confidential, purposes: [.runPlatform], isSealed: true, clause: kept),
            ColumnRule("createdAt", purposes: [.runPlatform], clause: kept),
        ])

    private static let passage = TableRule(
        name: "passage", dataClass: .content, subjectPath: .none, onErase: .delete, derivedFrom: "document",
        purpose: "A piece of a document that can be found and cited, with its own terms.",
        columns: [
            tenantColumn(of: kept),
            ColumnRule("botId", purposes: [.runPlatform], clause: kept),
            ColumnRule("number", purposes: [.runPlatform], clause: kept),
            ColumnRule("passageId", purposes: [.runPlatform], clause: kept),
            ColumnRule("documentId", purposes: [.runPlatform], clause: kept),
            ColumnRule("version", purposes: [.runPlatform], clause: kept),
            ColumnRule("ordinal", purposes: [.runPlatform], clause: kept),
            ColumnRule("rangeStart", purposes: [.runPlatform], clause: kept),
            ColumnRule("rangeEnd", purposes: [.runPlatform], clause: kept),
            ColumnRule("length", purposes: [.runPlatform], derivedFrom: "passage.terms", clause: kept),
            ColumnRule(
                "body", sensitivity: .confidential, purposes: [.runPlatform], recipients: ["llmVendor"],
                isSealed: true, derivedFrom: "document.body", clause: kept),
            ColumnRule(
                "terms", sensitivity: .pseudonymous, purposes: [.runPlatform], derivedFrom: "document.body",
                clause: kept),
        ])

    private static let posting = TableRule(
        name: "posting", dataClass: .content, subjectPath: .none, onErase: .delete, derivedFrom: "passage",
        purpose: "The keyed index: which token stands in which passage, and how often.",
        columns: [
            tenantColumn(of: kept),
            ColumnRule("botId", purposes: [.runPlatform], clause: kept),
            ColumnRule(
                "term", sensitivity: .pseudonymous, purposes: [.runPlatform], derivedFrom: "passage.terms",
                clause: kept),
            ColumnRule("passage", purposes: [.runPlatform], derivedFrom: "passage.number", clause: kept),
            ColumnRule("frequency", purposes: [.runPlatform], derivedFrom: "passage.terms", clause: kept),
            ColumnRule("length", purposes: [.runPlatform], derivedFrom: "passage.length", clause: kept),
        ])

    private static let corpus = TableRule(
        name: "corpus", dataClass: .content, subjectPath: .none, onErase: .delete, derivedFrom: "passage",
        purpose: "How much a bot's index holds.",
        columns: [
            tenantColumn(of: kept),
            ColumnRule("botId", purposes: [.runPlatform], clause: kept),
            ColumnRule("passages", purposes: [.runPlatform], derivedFrom: "passage", clause: kept),
            ColumnRule("length", purposes: [.runPlatform], derivedFrom: "passage.length", clause: kept),
            ColumnRule("nextNumber", purposes: [.runPlatform], clause: kept),
        ])
}
