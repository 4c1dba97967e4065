import AuraCore

extension StoreDataMap {
    /// Account data (clause 1.1), the LLM keys (section 3), and what fences a person who is being erased.
    static let accountTables = [auditPayload, member, visitor, tenant, credential, fence]

    private static let account = Clause(5, 2)
    private static let logs = Clause(5, 1)
    private static let keys = Clause(3, 2)

    private static let member = TableRule(
        name: "member", dataClass: .account, subjectPath: .column("memberId"), onErase: .delete,
        purpose: "Somebody who works in the workspace.",
        columns: [
            tenantColumn(of: account),
            ColumnRule(
                "memberId", sensitivity: .pseudonymous, purposes: [.runPlatform], portability: .observed,
                clause: account),
            ColumnRule(
                "role", purposes: [.runPlatform], portability: .observed, distinctValues: Role.allCases.count,
                clause: account),
            ColumnRule(
                "ownerKeyId", purposes: [.runPlatform], onErase: .shred,
                onAccess: .omit(reason: "the name of a key"), clause: account),
            ColumnRule(
                "email", sensitivity: .personal, purposes: [.runPlatform, .transactionalMail], isRectifiable: true,
                portability: .provided, isSealed: true, clause: account),
            ColumnRule(
                "emailIndex", sensitivity: .pseudonymous, purposes: [.runPlatform],
                onAccess: .omit(reason: "a keyed index of the e-mail"), isBlindIndex: true,
                derivedFrom: "member.email", clause: account),
            ColumnRule("createdAt", purposes: [.runPlatform], portability: .observed, clause: account),
        ])

    private static let visitor = TableRule(
        name: "visitor", dataClass: .account, subjectPath: .column("visitorId"), onErase: .delete,
        purpose: "Somebody who talks to a bot: anonymous, or known by an e-mail or the tenant's own reference.",
        columns: [
            tenantColumn(of: logs),
            ColumnRule(
                "visitorId", sensitivity: .pseudonymous, purposes: [.runPlatform], portability: .observed,
                clause: logs),
            ColumnRule(
                "ownerKeyId", purposes: [.runPlatform], onErase: .shred,
                onAccess: .omit(reason: "the name of a key"), clause: logs),
            ColumnRule(
                "reference", sensitivity: .personal, purposes: [.runPlatform], isRectifiable: true,
                portability: .provided, isSealed: true, clause: logs),
            ColumnRule(
                "referenceIndex", sensitivity: .pseudonymous, purposes: [.runPlatform],
                onAccess: .omit(reason: "a keyed index of the reference"), isBlindIndex: true,
                derivedFrom: "visitor.reference", clause: logs),
            ColumnRule("createdAt", purposes: [.runPlatform], portability: .observed, clause: logs),
        ])

    private static let auditPayload = TableRule(
        name: "auditPayload", dataClass: .compliance, subjectPath: .ownerKey("ownerKeyId"), onErase: .delete,
        purpose: "What an audit entry commits to, sealed apart from it, so that it can be erased.",
        columns: [
            ColumnRule(
                "chain", purposes: [.legalDuty], onAccess: .omit(reason: "the workspace, not the person"),
                clause: Clause(2, 5)),
            ColumnRule("commitment", purposes: [.legalDuty], clause: Clause(2, 5)),
            ColumnRule("sequence", purposes: [.legalDuty], clause: Clause(2, 5)),
            ColumnRule(
                "ownerKeyId", purposes: [.legalDuty], onErase: .shred, onAccess: .omit(reason: "the name of a key"),
                clause: Clause(2, 5)),
            ColumnRule(
                "sealed", sensitivity: .personal, purposes: [.legalDuty], portability: .observed, isSealed: true,
                clause: Clause(2, 5)),
        ])

    private static let tenant = TableRule(
        name: "tenant", dataClass: .account, subjectPath: .none, onErase: .delete,
        purpose: "One customer workspace.",
        columns: [
            tenantColumn(of: account),
            ColumnRule("name", purposes: [.runPlatform], isRectifiable: true, clause: account),
            ColumnRule(
                "displayName", sensitivity: .confidential, purposes: [.runPlatform], isRectifiable: true,
                isSealed: true, clause: account),
            ColumnRule(
                "region", purposes: [.runPlatform, .legalDuty], isRectifiable: true,
                distinctValues: Region.allCases.count, clause: Clause(7, 2)),
            ColumnRule("state", purposes: [.runPlatform], clause: account),
            ColumnRule("createdAt", purposes: [.runPlatform], clause: account),
            ColumnRule("closedAt", purposes: [.runPlatform], clause: account),
            ColumnRule("eraseAt", purposes: [.legalDuty], clause: account),
            ColumnRule("contentKeyId", purposes: [.runPlatform], onErase: .shred, clause: account),
            ColumnRule("indexKeyId", purposes: [.runPlatform], onErase: .shred, clause: account),
            ColumnRule("previousIndexKeyId", purposes: [.runPlatform], onErase: .shred, clause: account),
        ])

    private static let credential = TableRule(
        name: "credential", dataClass: .credential, subjectPath: .none, onErase: .delete,
        purpose: "A tenant's LLM key: sealed, bound to its vendor's origin, gone once revoked.",
        columns: [
            tenantColumn(of: keys),
            ColumnRule("credentialId", purposes: [.runPlatform], clause: keys),
            ColumnRule("vendor", purposes: [.runPlatform], clause: Clause(4, 2)),
            ColumnRule("origin", purposes: [.runPlatform], clause: Clause(4, 2)),
            ColumnRule("label", purposes: [.runPlatform], clause: keys),
            ColumnRule(
                "fingerprint", sensitivity: .pseudonymous, purposes: [.runPlatform],
                derivedFrom: "credential.secret", clause: keys),
            ColumnRule(
                "lastFour", sensitivity: .secret, purposes: [.runPlatform], onErase: .null, onAccess: .mask,
                isSealed: true, derivedFrom: "credential.secret", clause: keys),
            ColumnRule(
                "secret", sensitivity: .secret, purposes: [.runPlatform], onErase: .shred,
                onAccess: .omit(reason: "no command shows an LLM key (clause 3.5)"), recipients: ["llmVendor"],
                isSealed: true, clause: keys),
            ColumnRule("ownerKeyId", purposes: [.runPlatform], onErase: .shred, clause: keys),
            ColumnRule("state", purposes: [.runPlatform], clause: Clause(3, 6)),
            ColumnRule("createdAt", purposes: [.runPlatform], clause: Clause(3, 6)),
            ColumnRule("expiresAt", purposes: [.runPlatform], clause: Clause(3, 6)),
            ColumnRule("revokedAt", purposes: [.runPlatform], clause: Clause(3, 6)),
        ])

    private static let fence = TableRule(
        name: "fence", dataClass: .compliance, subjectPath: .none,
        onErase: .retain(article: "GDPR Art. 17(1), 5(2)", until: "the workspace is erased"),
        purpose: "The names of keys whose owners were erased, so that nothing is sealed under them again.",
        columns: [
            tenantColumn(of: Clause(6, 3)),
            ColumnRule("ownerKeyId", purposes: [.legalDuty], clause: Clause(6, 3)),
            ColumnRule("since", purposes: [.legalDuty], clause: Clause(6, 3)),
        ])
}
