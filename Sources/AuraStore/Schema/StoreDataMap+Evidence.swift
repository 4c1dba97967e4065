import AuraCore

extension StoreDataMap {
    /// What proves that the policy is kept: audit chains, jobs and receipts. Ids and counts, nothing of a person.
    static let evidenceTables = [auditEntry, auditCheckpoint, job, lease, receipt, backup]

    /// What the installation knows of itself.
    static let installationTables = [installation]

    private static let duty = Clause(2, 5)
    private static let evidence = ErasureRule.retain(article: "GDPR Art. 5(2), 17(3)(b)", until: "3 years")

    private static let auditEntry = TableRule(
        name: "auditEntry", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "The hash-chained log of every change, one chain per workspace and one of the operator.",
        columns: [
            ColumnRule("chain", ownership: .accessedBy, purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("sequence", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("at", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule(
                "entry", sensitivity: .pseudonymous, purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule(
                "leafHash", purposes: [.legalDuty], onErase: evidence, derivedFrom: "auditEntry.entry", clause: duty),
            ColumnRule(
                "chainHash", purposes: [.legalDuty], onErase: evidence, derivedFrom: "auditEntry.entry",
                clause: duty),
        ])

    private static let auditCheckpoint = TableRule(
        name: "auditCheckpoint", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "Signed lengths and roots of the audit chains.",
        columns: [
            ColumnRule("chain", ownership: .accessedBy, purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("size", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("createdAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule(
                "root", purposes: [.legalDuty], onErase: evidence, derivedFrom: "auditEntry.entry", clause: duty),
            ColumnRule(
                "edge", purposes: [.legalDuty], onErase: evidence, derivedFrom: "auditEntry.entry", clause: duty),
            ColumnRule(
                "note", purposes: [.legalDuty], onErase: evidence, derivedFrom: "auditEntry.entry", clause: duty),
        ])

    private static let job = TableRule(
        name: "job", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "A deletion under way or done: its plan and how far it has come.",
        columns: [
            ColumnRule("jobId", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("tenantId", ownership: .accessedBy, purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("kind", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("state", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("plan", sensitivity: .pseudonymous, purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("cursor", sensitivity: .pseudonymous, purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("startedAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("finishedAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
        ])

    private static let lease = TableRule(
        name: "lease", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "Which process may work on jobs now, and the fencing token that only rises.",
        columns: [
            ColumnRule("leaseId", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("fencing", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("owner", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("takenAt", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("expiresAt", purposes: [.runPlatform], onErase: evidence, clause: duty),
        ])

    private static let receipt = TableRule(
        name: "receipt", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "The certificate of a deletion: counts and hashes.",
        columns: [
            ColumnRule("receiptId", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("jobId", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("action", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("body", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("createdAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
        ])

    private static let backup = TableRule(
        name: "backup", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "Which copies were made, and until when each can be read.",
        columns: [
            ColumnRule("backupId", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("part", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("createdAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("expiresAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("bytes", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("digest", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("ledgerSequence", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("keyringEpoch", purposes: [.legalDuty], onErase: evidence, clause: duty),
        ])

    private static let installation = TableRule(
        name: "installation", dataClass: .compliance, subjectPath: .none, onErase: evidence,
        purpose: "Whose database this is, and how far it has come.",
        columns: [
            ColumnRule("installationId", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("schemaVersion", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("schemaHash", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("mapHash", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("policyVersion", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("createdAt", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("keyringEpoch", purposes: [.runPlatform], onErase: evidence, clause: duty),
            ColumnRule("ledgerSequence", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("ledgerHead", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("witness", purposes: [.legalDuty], onErase: evidence, clause: duty),
            ColumnRule("lastPurgeAt", purposes: [.legalDuty], onErase: evidence, clause: duty),
        ])
}
