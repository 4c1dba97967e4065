/// A piece of a document, before it has an identifier and is sealed.
package struct DraftPassage: Hashable, Sendable {
    /// Counts from 0 within the document.
    package let ordinal: Int
    /// Unicode scalars of the document's extracted text.
    package let range: Range<Int>
    /// The headings it stands under, outermost first.
    package let headings: [String]
    /// Exactly the extracted text at `range`.
    package let text: String
    /// A heading with nothing below it; its text is the heading's.
    package let isHeadingOnly: Bool
}
