package import AuraCore

/// A ranked passage, opened: what quotations are chosen from.
package struct FoundPassage: Hashable, Sendable {
    package let ranked: RankedPassage
    package let title: String?
    package let headings: [String]
    /// Exactly the document's text at `ranked.range`.
    package let text: String
    /// The document's language, ISO 639-1 or `und`.
    package let language: String

    package init(ranked: RankedPassage, title: String?, headings: [String], text: String, language: String) {
        self.ranked = ranked
        self.title = title
        self.headings = headings
        self.text = text
        self.language = language
    }
}
