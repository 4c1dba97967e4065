/// A sentence of a passage, chosen for a question.
public struct Quotation: Hashable, Sendable {
    public let document: Document.ID
    public let version: Int
    public let passage: Passage.ID
    /// Unicode scalars of the document version's extracted text.
    public let range: Range<Int>
    public let text: String
    public let score: Double

    public init(
        document: Document.ID, version: Int, passage: Passage.ID, range: Range<Int>, text: String, score: Double
    ) {
        self.document = document
        self.version = version
        self.passage = passage
        self.range = range
        self.text = text
        self.score = score
    }
}

/// Where an answer comes from; its quotation was checked to stand in the document at that range.
public struct Citation: Hashable, Sendable {
    /// Counts from 1 within the answer.
    public let number: Int
    public let document: Document.ID
    public let version: Int
    public let title: String
    /// The headings above the quotation, outermost first.
    public let headings: [String]
    public let range: Range<Int>
    public let quotation: String

    public init(
        number: Int, document: Document.ID, version: Int, title: String, headings: [String] = [], range: Range<Int>,
        quotation: String
    ) {
        self.number = number
        self.document = document
        self.version = version
        self.title = title
        self.headings = headings
        self.range = range
        self.quotation = quotation
    }
}
