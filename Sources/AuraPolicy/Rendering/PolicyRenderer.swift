import AuraCore

/// Writes the published privacy policy, in Markdown, from the values that the code enforces.
public enum PolicyRenderer {
    /// Who publishes the policy and where they can be reached; the operator sets it (clauses 7.1, 11.1).
    public struct Publication: Hashable, Sendable {
        /// The controller's name.
        public let controller: String
        /// The one address for privacy enquiries.
        public let contact: String
        /// Where the service is hosted, in words; none leaves it at the EU/EEA of clause 7.1.
        public let hosting: String?

        public init(controller: String, contact: String, hosting: String? = nil) {
            self.controller = controller
            self.contact = contact
            self.hosting = hosting
        }

        /// What the demo publishes.
        public static let demo = Publication(controller: "AURA", contact: "privacy@aura.bot")
    }

    /// The whole text: a title, the version, and sections 1 to 11, each promise a paragraph of its own.
    public static func markdown(_ document: PolicyDocument, publication: Publication = .demo) -> String {
        var lines = ["# Privacy policy of \(publication.controller)", "", versionLine(document)]
        for section in document.sections {
            lines += ["", "## \(section.number). \(section.title)"]
            lines += section.introduction.map { ["", $0] } ?? []
            for clause in section.clauses {
                lines += ["", ([clause.promise] + clause.notes).joined(separator: " ")]
                lines += additions(clause.id, publication).flatMap { ["", $0] }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func versionLine(_ document: PolicyDocument) -> String {
        let since = document.published.map { ", in force since \($0)" } ?? ", a draft"
        return "Version \(document.version)\(since)."
    }

    /// What only the publisher knows.
    private static func additions(_ clause: Clause, _ publication: Publication) -> [String] {
        switch clause {
        case Clause(7, 1): publication.hosting.map { ["Our servers stand in \($0)."] } ?? []
        case Clause(11, 1): ["To contact us about privacy, write to the e-mail address \(publication.contact)."]
        default: []
        }
    }
}
