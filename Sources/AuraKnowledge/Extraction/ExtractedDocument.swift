package import AuraCore

/// What a document says, as plain text, and how it is cut into passages.
package struct ExtractedDocument: Hashable, Sendable {
    /// The title given, else the document's own (HTML title, or the one heading of level 1).
    package let title: String?
    /// All ranges count the Unicode scalars of this text.
    package let text: String
    package let mediaType: Document.MediaType
    /// ISO 639-1, or `und` where it could not be told.
    package let language: String
    /// In document order, not overlapping; never empty.
    package let passages: [DraftPassage]
    /// Text that a browser would not show was left out (FAULTS.md IN4, PR3).
    package let hiddenTextDropped: Bool
}
