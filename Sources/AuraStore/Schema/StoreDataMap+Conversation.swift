import AuraCore

extension StoreDataMap {
    /// Conversations (clause 1.2) and the usage of their calls (clause 1.3).
    static let conversationTables = [message, conversation, disclosure, usage]

    private static let logs = Clause(5, 1)
    private static let calls = Clause(5, 4)

    private static let message = TableRule(
        name: "message", dataClass: .conversation, subjectPath: .column("personId"), onErase: .delete,
        purpose: "What was asked and answered; both messages of a turn belong to the asker.",
        columns: [
            tenantColumn(of: logs),
            ColumnRule("messageId", purposes: [.runPlatform], portability: .observed, clause: logs),
            ColumnRule("conversationId", purposes: [.runPlatform], portability: .observed, clause: logs),
            ColumnRule(
                "personId", sensitivity: .pseudonymous, purposes: [.runPlatform], portability: .observed,
                clause: logs),
            ColumnRule(
                "author", purposes: [.runPlatform], portability: .observed, distinctValues: 2, clause: logs),
            ColumnRule(
                "ownerKeyId", purposes: [.runPlatform], onErase: .shred,
                onAccess: .omit(reason: "the name of a key"), clause: logs),
            ColumnRule(
                "period", purposes: [.runPlatform], onAccess: .omit(reason: "the number of a key"), clause: logs),
            ColumnRule(
                "body", sensitivity: .personal, purposes: [.runPlatform], portability: .provided,
                recipients: ["llmVendor"], isSealed: true, clause: logs),
            ColumnRule(
                "citations", sensitivity: .confidential, purposes: [.runPlatform], portability: .derived,
                isSealed: true, derivedFrom: "document.body", clause: logs),
            ColumnRule("usageId", purposes: [.runPlatform], portability: .observed, clause: logs),
            ColumnRule(
                "requestMark", sensitivity: .pseudonymous, purposes: [.runPlatform],
                onAccess: .omit(reason: "a keyed digest of the idempotency key"), clause: logs),
            ColumnRule(
                "requestDigest", sensitivity: .pseudonymous, purposes: [.runPlatform],
                onAccess: .omit(reason: "a keyed digest of the question"), derivedFrom: "message.body", clause: logs),
            ColumnRule("createdAt", purposes: [.runPlatform], portability: .observed, clause: logs),
        ])

    private static let conversation = TableRule(
        name: "conversation", dataClass: .conversation, subjectPath: .none, onErase: .delete, derivedFrom: "message",
        purpose: "A thread of messages; it goes with its last message.",
        columns: [
            tenantColumn(of: logs),
            ColumnRule("conversationId", purposes: [.runPlatform], clause: logs),
            ColumnRule("botId", purposes: [.runPlatform], clause: logs),
            ColumnRule("createdAt", purposes: [.runPlatform], clause: logs),
            ColumnRule("lastAt", purposes: [.runPlatform], derivedFrom: "message.createdAt", clause: logs),
        ])

    private static let usage = TableRule(
        name: "usage", dataClass: .usage, subjectPath: .column("personId"), onErase: .null,
        purpose: "One call to a provider and its tokens; it outlives erasure without the person's identity.",
        columns: [
            tenantColumn(of: calls),
            ColumnRule("usageId", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("botId", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule(
                "conversationId", sensitivity: .pseudonymous, purposes: [.billing, .abuseDetection], onErase: .null,
                portability: .observed, clause: calls),
            ColumnRule(
                "personId", sensitivity: .pseudonymous, purposes: [.billing, .abuseDetection], onErase: .null,
                portability: .observed, clause: calls),
            ColumnRule(
                "credentialId", purposes: [.billing], onAccess: .omit(reason: "the workspace's own"), clause: calls),
            ColumnRule("vendor", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("model", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("inputTokens", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("outputTokens", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("cachedInputTokens", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("reasoningTokens", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("accuracy", purposes: [.billing], portability: .observed, clause: calls),
            ColumnRule("createdAt", purposes: [.billing], portability: .observed, clause: calls),
        ])

    private static let disclosure = TableRule(
        name: "disclosure", dataClass: .usage, subjectPath: .parent(table: "usage", column: "usageId"),
        onErase: .retain(article: "GDPR Art. 5(2), 19", until: "12 months after the call"), derivedFrom: "usage",
        purpose: "To whom data went with a call; without the person once the call has lost it.",
        columns: [
            tenantColumn(of: Clause(4, 2)),
            ColumnRule("disclosureId", purposes: [.legalDuty], clause: Clause(4, 2)),
            ColumnRule("usageId", purposes: [.legalDuty], clause: Clause(4, 2)),
            ColumnRule("recipient", purposes: [.legalDuty], portability: .observed, clause: Clause(4, 2)),
            ColumnRule("country", purposes: [.legalDuty], portability: .observed, clause: Clause(7, 2)),
            ColumnRule("safeguard", purposes: [.legalDuty], portability: .observed, clause: Clause(7, 2)),
            ColumnRule("categories", purposes: [.legalDuty], portability: .observed, clause: Clause(4, 2)),
            ColumnRule("createdAt", purposes: [.legalDuty], portability: .observed, clause: Clause(4, 2)),
        ])
}
