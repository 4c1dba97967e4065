/// Why a document could not be read. Nothing of the document is in it.
package struct KnowledgeError: Error, Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        /// No bytes, or no text in them.
        case empty
        /// Not text: NUL, or many control characters.
        case binary
        case notUTF8
        /// More bytes than `limit`, in the source or in its extracted text.
        case tooLarge
        /// More passages than `limit`.
        case tooManyPassages
        /// HTML elements nested deeper than `limit`.
        case tooDeep
        case unreadableHTML
    }

    package let code: Code
    /// The limit that was passed, in the unit of its code.
    package let limit: Int?

    package init(_ code: Code, limit: Int? = nil) {
        self.code = code
        self.limit = limit
    }
}
