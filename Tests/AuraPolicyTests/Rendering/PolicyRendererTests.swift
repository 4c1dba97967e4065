import AuraCore
import AuraPolicy
import Testing

@Suite struct PolicyRendererTests {
    private static let text = PolicyRenderer.markdown(StandardPolicy.document)

    @Test(arguments: [
        "We keep your chats (conversation logs) for 90 days, unless you delete them earlier.",
        "delete it within 30 days of the closure of your account.",
        "We keep invoices and billing records for 7 years", "We keep API usage records for 12 months.",
        "After 90 days they no longer say whose they are.", "technical data are deleted after 30 days.",
        "The text of a sent e-mail is kept for 30 days.", "is kept for 3 years.", "after 12 hours without use.",
        "We answer your request within 30 days.", "removed within 24 hours.", "7 days later", "kept for 30 days.",
        "encrypted with AES-256-CBC", "Stripe", "OpenAI", "We do not sell your data", "privacy@aura.bot",
        "hosted and stored in the EU/EEA", "strictly necessary session cookies", "TLS",
    ])
    func `the text says it`(sentence: String) {
        #expect(Self.text.contains(sentence))
    }

    @Test func `the sections are numbered from 1 to 11 and titled`() {
        let headings = Self.text.split(separator: "\n").filter { $0.hasPrefix("## ") }
        #expect(headings.count == 11)
        for (place, heading) in headings.enumerated() { #expect(heading.hasPrefix("## \(place + 1). ")) }
        #expect(headings[4] == "## 5. How long we keep it")
        #expect(Self.text.hasPrefix("# Privacy policy of AURA\n\nVersion 1.0, in force since 2026-03-01.\n"))
    }

    @Test func `every clause is in the text, in order and once`() {
        var rest = Self.text[...]
        for clause in StandardPolicy.document.clauses {
            guard let range = rest.firstRange(of: clause.promise) else {
                Issue.record("clause \(clause.id) is missing or out of order")
                return
            }
            rest = rest[range.upperBound...]
        }
    }

    @Test func `each promise and note is one sentence in one line`() {
        for clause in StandardPolicy.document.clauses {
            for sentence in [clause.promise] + clause.notes {
                #expect(sentence.hasSuffix("."))
                #expect(!sentence.dropLast().contains(". "))
                #expect(!sentence.contains("\n"))
                #expect(!sentence.contains("no time at all"))
            }
        }
    }

    @Test(arguments: [
        (DataClass.conversation, "for 11 days, unless"), (.usage, "usage records for 11 days."),
        (.billing, "billing records for 11 days,"), (.technical, "technical data are deleted after 11 days."),
        (.mail, "e-mail is kept for 11 days."), (.session, "or after 11 days without use."),
        (.compliance, "requests is kept for 11 days."),
    ])
    func `a changed period changes the text`(dataClass: DataClass, sentence: String) {
        let rules = StandardPolicy.retention.rules.map { rule in
            rule.dataClass == dataClass
                ? RetentionRule(dataClass, keep: CalendarDuration(days: 11), from: rule.anchor, clause: rule.clause)
                : rule
        }
        let text = Self.text(of: Self.terms(retention: RetentionPolicy(rules)))
        #expect(text.contains(sentence))
        #expect(!Self.text.contains(sentence))
    }

    @Test func `a changed promise of another kind changes the text`() {
        let text = Self.text(
            of: Self.terms(
                closure: ClosurePolicy(
                    latestErasure: CalendarDuration(days: 9), hardStop: CalendarDuration(days: 10), clause: Clause(5, 2)
                ),
                requestAnswer: CalendarDuration(days: 14), purgeLag: PurgeLag(limit: CalendarDuration(seconds: 7_200)),
                backups: BackupLife(keyring: CalendarDuration(days: 1), data: CalendarDuration(days: 2)),
                recipients: []))
        for sentence in [
            "within 10 days of the closure", "request within 14 days.", "removed within 2 hours.", "1 day later",
            "kept for 2 days.", "share payment data with nobody",
        ] {
            #expect(text.contains(sentence))
        }
        #expect(!text.contains("OpenAI"))
        #expect(!text.contains("Stripe"))
    }

    @Test func `the publisher's facts stand where they belong`() {
        let publication = PolicyRenderer.Publication(
            controller: "Acme GmbH", contact: "datenschutz@acme.example", hosting: "Germany")
        let text = PolicyRenderer.markdown(StandardPolicy.document, publication: publication)
        #expect(text.contains("# Privacy policy of Acme GmbH"))
        #expect(text.contains("Our servers stand in Germany."))
        #expect(text.contains("datenschutz@acme.example"))
        #expect(!text.contains("privacy@aura.bot"))
        #expect(!Self.text.contains("Our servers stand in"))
    }

    @Test func `a draft says that it is one`() {
        let draft = PolicyDocument(version: "2.0", published: nil, terms: StandardPolicy.terms)
        #expect(PolicyRenderer.markdown(draft).contains("Version 2.0, a draft."))
    }

    private static func text(of terms: PolicyTerms) -> String {
        PolicyRenderer.markdown(PolicyDocument(version: "1.0", published: nil, terms: terms))
    }

    private static func terms(
        retention: RetentionPolicy = StandardPolicy.retention, closure: ClosurePolicy = StandardPolicy.closure,
        requestAnswer: CalendarDuration = StandardPolicy.requestAnswer, purgeLag: PurgeLag = StandardPolicy.purgeLag,
        backups: BackupLife = StandardPolicy.backups, recipients: [Recipient] = StandardPolicy.recipients
    ) -> PolicyTerms {
        PolicyTerms(
            retention: retention, closure: closure, requestAnswer: requestAnswer, brake: StandardPolicy.brake,
            clockRule: StandardPolicy.clockRule, purgeLag: purgeLag, backups: backups, recipients: recipients)
    }
}
