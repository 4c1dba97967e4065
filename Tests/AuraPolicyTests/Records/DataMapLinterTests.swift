import AuraCore
import AuraPolicy
import Testing

/// A sound map of two tables, and for each rule one breach of it that is found as that rule and as nothing else.
@Suite struct DataMapLinterTests {
    @Test func `a sound map, schema and policy have no finding`() {
        #expect(linter().findings().isEmpty)
    }

    @Test func `every rule is a sentence, and every rule has a breach below`() {
        for rule in DataMapRule.allCases { #expect(rule.sentence.hasSuffix(".") && rule.sentence.count > 20) }
        #expect(Set(DataMapLinterTests.breaches.map(\.rule)) == Set(DataMapRule.allCases))
    }

    @Test(arguments: breaches)
    func `a breach fires its own rule and no other`(breach: Breach) {
        #expect(breach.findings() == [DataMapFinding(breach.rule, breach.place)])
    }

    @Test func `an unmapped column with a suspicious name is reported as both`() {
        var schema = Parts()
        schema.columns["person", default: []].append("clientIp")
        #expect(
            linter(schema).findings() == [
                DataMapFinding(.unmappedColumn, "person.clientIp"), DataMapFinding(.suspiciousName, "person.clientIp"),
            ])
    }

    @Test(arguments: [
        "email", "userEmail", "ip", "clientIP", "phoneNumber", "Address", "apiToken", "SECRET", "agentString", "iban",
        "birthday", "keyMaterial", "firstName",
    ])
    func `a name that sounds personal is suspicious in any spelling`(name: String) {
        let parts = Parts { $0.note = ColumnRule(name, purposes: [.runPlatform], clause: Clause(5, 1)) }
        #expect(linter(parts).findings() == [DataMapFinding(.suspiciousName, "note.\(name)")])
    }

    @Test func `the name of a key is no key, and every exception has a reason`() {
        let parts = Parts { $0.note = ColumnRule("ownerKeyId", purposes: [.runPlatform], clause: Clause(5, 1)) }
        #expect(linter(parts).findings().isEmpty)
        for (place, reason) in SuspiciousName.exceptions {
            #expect(place.split(separator: ".").count == 2 && reason.count > 5, "\(place)")
        }
    }

    @Test func `where no tests are at hand the rule on tests rests`() {
        var linter = linter()
        linter.testedClauses = nil
        #expect(linter.findings().isEmpty)
        linter.testedClauses = []
        let built = PolicyControls.register.filter { $0.controls.contains { $0.awaits == nil } }
        #expect(linter.findings().count == built.count)
    }

    @Test func `a path over a parent ends at a person, and a circle does not`() {
        let circle = Parts { parts in
            parts.notePath = .parent(table: "person", column: "personId")
            parts.personPath = .parent(table: "note", column: "personId")
        }
        #expect(linter(circle).findings().map(\.rule) == [.subjectUnreachable, .subjectUnreachable])
        let late = Parts { $0.isNoteFirst = false }
        #expect(linter(late).findings() == [DataMapFinding(.subjectUnreachable, "note")])
    }
}

extension DataMapLinterTests {
    /// What the sample map and schema are put together from; a breach changes one part.
    struct Parts: Sendable {
        var note: ColumnRule?
        var body = ColumnRule(
            "body", sensitivity: .personal, purposes: [.runPlatform], recipients: ["llmVendor", "stripe"],
            isSealed: true, clause: Clause(5, 1))
        var bodyIndex = ColumnRule(
            "bodyIndex", sensitivity: .pseudonymous, purposes: [.runPlatform], isBlindIndex: true,
            derivedFrom: "note.body", clause: Clause(5, 1))
        var noteErasure = ErasureRule.retain(article: "GDPR Art. 17(3)(b)", until: "3 years")
        var noteParent: String? = "person"
        var notePath = SubjectPath.parent(table: "person", column: "personId")
        var personPath = SubjectPath.column("personId")
        var extraTable: TableRule?
        var isNoteFirst = true
        var columns = ["note": ["noteId", "personId", "body", "bodyIndex"], "person": ["personId"]]
        var tables: [StoredTable] = []
        var noteIndexes = [["noteId"], ["personId", "noteId"]]
        var policy = StandardPolicy.document

        init(_ change: (inout Parts) -> Void = { _ in }) {
            change(&self)
            if let note, !(columns["note"] ?? []).contains(note.name) { columns["note", default: []].append(note.name) }
        }

        var map: DataMap {
            func id(_ name: String) -> ColumnRule {
                ColumnRule(name, sensitivity: .pseudonymous, purposes: [.runPlatform], clause: Clause(5, 1))
            }
            let noteTable = TableRule(
                name: "note", dataClass: .conversation, subjectPath: notePath, onErase: noteErasure,
                derivedFrom: noteParent, purpose: "A note.",
                columns: [id("noteId"), id("personId"), body, bodyIndex] + (note.map { [$0] } ?? []))
            let person = TableRule(
                name: "person", dataClass: .account, subjectPath: personPath, onErase: .delete, purpose: "A person.",
                columns: [id("personId")])
            let both = isNoteFirst ? [noteTable, person] : [person, noteTable]
            return DataMap(tables: both + (extraTable.map { [$0] } ?? []))
        }

        var schema: StoredSchema {
            StoredSchema(
                tables: [
                    StoredTable(
                        name: "note", columns: columns["note"] ?? [], foreignKeys: [["personId"]],
                        indexes: noteIndexes),
                    StoredTable(name: "person", columns: columns["person"] ?? [], indexes: [["personId"]]),
                ] + tables)
        }
    }

    struct Breach: Sendable, CustomTestStringConvertible {
        let rule: DataMapRule
        let place: String
        let findings: @Sendable () -> [DataMapFinding]

        init(_ rule: DataMapRule, at place: String, _ change: @escaping @Sendable (inout Parts) -> Void) {
            self.init(rule, at: place, change, registers: { _ in })
        }

        init(
            _ rule: DataMapRule, at place: String, _ change: @escaping @Sendable (inout Parts) -> Void = { _ in },
            registers: @escaping @Sendable (inout DataMapLinter) -> Void
        ) {
            self.rule = rule
            self.place = place
            findings = {
                var linter = DataMapLinterTests.linter(Parts(change))
                registers(&linter)
                return linter.findings()
            }
        }

        var testDescription: String { rule.rawValue }
    }

    static func linter(_ parts: Parts = Parts()) -> DataMapLinter {
        var linter = DataMapLinter(map: parts.map, schema: parts.schema, policy: parts.policy)
        linter.outboundOrigins = ["https://api.openai.com"]
        linter.servedCookies = ["aura_session"]
        linter.registeredCookies = ["aura_session", "aura_csrf"]
        linter.testedClauses = Set(StandardPolicy.document.clauses.map(\.id))
        return linter
    }

    private func linter(_ parts: Parts = Parts()) -> DataMapLinter { DataMapLinterTests.linter(parts) }
}
