import AuraCore
import AuraPolicy

extension DataMapLinterTests {
    private static func column(
        _ name: String, sensitivity: ColumnRule.Sensitivity = .none, purposes: [Purpose] = [.runPlatform],
        onErase: ErasureRule = .delete, recipients: [String] = [], derivedFrom: String? = nil,
        clause: Clause = Clause(5, 1)
    ) -> ColumnRule {
        ColumnRule(
            name, sensitivity: sensitivity, purposes: purposes, onErase: onErase, recipients: recipients,
            derivedFrom: derivedFrom, clause: clause)
    }

    private static func index(
        of source: String?, isSealed: Bool = false
    ) -> ColumnRule {
        ColumnRule(
            "bodyIndex", sensitivity: .pseudonymous, purposes: [.runPlatform], isSealed: isSealed, isBlindIndex: true,
            derivedFrom: source, clause: Clause(5, 1))
    }

    private static func body(values: Int) -> ColumnRule {
        ColumnRule(
            "body", sensitivity: .personal, purposes: [.runPlatform], isSealed: true, distinctValues: values,
            clause: Clause(5, 1))
    }

    private static func policy(without dataClass: DataClass) -> PolicyDocument {
        let terms = StandardPolicy.terms
        return PolicyDocument(
            version: "draft", published: nil,
            terms: PolicyTerms(
                retention: RetentionPolicy(terms.retention.rules.filter { $0.dataClass != dataClass }),
                closure: terms.closure, requestAnswer: terms.requestAnswer, brake: terms.brake,
                clockRule: terms.clockRule, purgeLag: terms.purgeLag, backups: terms.backups,
                recipients: terms.recipients))
    }

    private static func table(_ name: String, path: SubjectPath = .none, _ columns: [ColumnRule]) -> TableRule {
        TableRule(
            name: name, dataClass: .compliance, subjectPath: path, onErase: .delete, purpose: "A table.",
            columns: columns)
    }

    /// One or more breaches of every rule.
    static let breaches: [Breach] = presence + columns + paths + registers

    private static let presence = [
        Breach(.unmappedTable, at: "visit") { $0.tables = [StoredTable(name: "visit", columns: ["at"])] },
        Breach(.unmappedColumn, at: "note.mood") { $0.columns["note", default: []].append("mood") },
        Breach(.absentTable, at: "visit") { $0.extraTable = table("visit", [column("at")]) },
        Breach(.absentColumn, at: "note.body") { $0.columns["note"] = ["noteId", "personId", "bodyIndex"] },
        Breach(.declaredTwice, at: "note.body") { $0.note = column("body", sensitivity: .none) },
        Breach(.declaredTwice, at: "person") {
            $0.extraTable = table("person", path: .column("personId"), [column("personId")])
        },
    ]

    private static let columns = [
        Breach(.personalNotSealed, at: "note.mood") { $0.note = column("mood", sensitivity: .personal) },
        Breach(.personalNotSealed, at: "note.mood") { $0.note = column("mood", sensitivity: .confidential) },
        Breach(.personalNotSealed, at: "note.mood") { $0.note = column("mood", sensitivity: .secret) },
        Breach(.suspiciousName, at: "note.userAgent") { $0.note = column("userAgent") },
        Breach(.columnWithoutBasis, at: "note.mood") { $0.note = column("mood", purposes: []) },
        Breach(.clauseUnknown, at: "note.mood") { $0.note = column("mood", clause: Clause(5, 9)) },
        Breach(.retainedWithoutEnd, at: "note.mood") {
            $0.note = column("mood", onErase: .retain(article: "GDPR Art. 5(2)", until: ""))
        },
        Breach(.retainedWithoutEnd, at: "note") { $0.noteErasure = .retain(article: "", until: "3 years") },
        Breach(.derivedWithoutParent, at: "note.mood") { $0.note = column("mood", derivedFrom: "note.text") },
        Breach(.derivedWithoutParent, at: "note.mood") { $0.note = column("mood", derivedFrom: "visit") },
        Breach(.derivedWithoutParent, at: "note") { $0.noteParent = "visit" },
        Breach(.blindIndexOfFewValues, at: "note.bodyIndex") { $0.body = body(values: 2) },
        Breach(.blindIndexOfFewValues, at: "note.bodyIndex") { $0.body = body(values: 65_535) },
        Breach(.blindIndexWithoutSource, at: "note.bodyIndex") { $0.bodyIndex = index(of: nil) },
        Breach(.blindIndexWithoutSource, at: "note.bodyIndex") { $0.bodyIndex = index(of: "note.noteId") },
        Breach(.blindIndexWithoutSource, at: "note.bodyIndex") { $0.bodyIndex = index(of: "person.personId") },
        Breach(.blindIndexWithoutSource, at: "note.bodyIndex") {
            $0.bodyIndex = index(of: "note.body", isSealed: true)
        },
    ]

    private static let paths = [
        Breach(.classWithoutRetention, at: "note") { $0.policy = policy(without: .conversation) },
        Breach(.subjectUnreachable, at: "note") { $0.notePath = .column("memberId") },
        Breach(.subjectUnreachable, at: "note") { $0.notePath = .ownerKey("ownerKeyId") },
        Breach(.subjectUnreachable, at: "note") { $0.notePath = .parent(table: "visit", column: "personId") },
        Breach(.subjectUnreachable, at: "note") { $0.notePath = .parent(table: "person", column: "noteId") },
        Breach(.subjectUnreachable, at: "note") { $0.notePath = .none },
        Breach(.foreignKeyWithoutIndex, at: "note.personId") {
            $0.noteIndexes = [["noteId"], ["noteId", "personId"]]
        },
        Breach(.foreignKeyWithoutIndex, at: "note.personId") { $0.noteIndexes = [] },
    ]

    private static let registers = [
        Breach(.recipientNotRegistered, at: "note.mood → broker") {
            $0.note = column("mood", recipients: ["openai", "broker"])
        },
        Breach(
            .hostNotRegistered, at: "https://collector.example",
            registers: {
                $0.outboundOrigins.append("https://collector.example")
            }),
        Breach(.cookieNotRegistered, at: "visits", registers: { $0.servedCookies.append("visits") }),
        Breach(.clauseWithoutTest, at: "5.1", registers: { $0.testedClauses?.remove(Clause(5, 1)) }),
    ]
}
