/// A piece of a document that can be found and cited.
///
/// Ranges count Unicode scalars of the document version's extracted text, so that they mean the same in every language.
public struct Passage: Hashable, Sendable, Identified {
    public static let idPrefix = "psg"
    public typealias ID = Identifier<Passage>

    public let id: ID
    public let document: Document.ID
    public let version: Int
    /// Counts from 0 within the document.
    public let ordinal: Int
    public let range: Range<Int>
    /// Heading path and text, sealed under the tenant's content key.
    public let body: SealedValue
    public let terms: [PassageTerm]

    public init(
        id: ID, document: Document.ID, version: Int, ordinal: Int, range: Range<Int>, body: SealedValue,
        terms: [PassageTerm]
    ) {
        self.id = id
        self.document = document
        self.version = version
        self.ordinal = ordinal
        self.range = range
        self.body = body
        self.terms = terms
    }
}

/// A word of a passage as the index knows it: a truncated HMAC, and how often it occurs (weighted).
public struct PassageTerm: Hashable, Sendable {
    public let token: SearchToken
    public let frequency: Int

    public init(token: SearchToken, frequency: Int) {
        self.token = token
        self.frequency = frequency
    }
}

/// The first 8 bytes of HMAC-SHA-256 over a stemmed word under the tenant's index key.
public struct SearchToken: Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// A normalised, stemmed word, before it becomes a token. It never reaches the disk.
public struct SearchTerm: Hashable, Sendable {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }
}

/// A passage with its score for one question; higher is better.
public struct RankedPassage: Hashable, Sendable {
    public let passage: Passage.ID
    public let document: Document.ID
    public let version: Int
    public let range: Range<Int>
    public let body: SealedValue
    public let score: Double

    public init(
        passage: Passage.ID, document: Document.ID, version: Int, range: Range<Int>, body: SealedValue, score: Double
    ) {
        self.passage = passage
        self.document = document
        self.version = version
        self.range = range
        self.body = body
        self.score = score
    }
}
