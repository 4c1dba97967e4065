public import AuraCore

/// A version of the privacy policy: its values and the promises that follow from them.
public struct PolicyDocument: Hashable, Sendable {
    /// The version that plans, receipts and rows name.
    public let version: String
    /// The day from which it applies; none for a draft.
    public let published: CivilDate?
    /// The values that the code enforces.
    public let terms: PolicyTerms
    /// Sections 1 to 11, in order.
    public let sections: [PolicySection]

    /// Renders the promises from the terms, so that text and numbers cannot differ.
    public init(version: String, published: CivilDate?, terms: PolicyTerms) {
        self.version = version
        self.published = published
        self.terms = terms
        sections = PolicyText(terms).sections
    }

    /// Every clause, in order.
    public var clauses: [PolicyClause] { sections.flatMap(\.clauses) }

    /// One clause of this version; none if it has no such promise.
    public subscript(id: Clause) -> PolicyClause? { clauses.first { $0.id == id } }

    /// How long each class of data is kept.
    public var retention: RetentionPolicy { terms.retention }

    /// Everybody to whom data may be disclosed by a call.
    public var recipients: [Recipient] { terms.recipients }
}
