package import AuraCore

/// Chooses the sentences that answer a question, and checks that a quotation stands where it says.
package enum Quotations {
    /// What was chosen for a question.
    package struct Choice: Hashable, Sendable {
        /// Best first; empty unless `isGrounded`.
        package let quotations: [Quotation]
        /// How much of the question the best sentence covers, 0 … 1.
        package let coverage: Double
        /// Whether the passages hold an answer.
        package let isGrounded: Bool
    }

    /// Whether the quotation's text is exactly the document's text at its range.
    package static func verify(_ quotation: Quotation, in documentText: String) -> Bool {
        let scalars = documentText.unicodeScalars
        guard quotation.range.lowerBound >= 0,
            let start = scalars.index(
                scalars.startIndex, offsetBy: quotation.range.lowerBound, limitedBy: scalars.endIndex),
            let end = scalars.index(start, offsetBy: quotation.range.count, limitedBy: scalars.endIndex)
        else { return false }
        return scalars[start..<end].elementsEqual(quotation.text.unicodeScalars)
    }
}
