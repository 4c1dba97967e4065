/// What a retention or erasure decision says of one item, with the reason the audit log can keep.
public enum Disposition: Hashable, Sendable {
    case keep(until: Timestamp?, Clause)
    case dispose(Clause)
    /// A legal hold outranks the schedule.
    case held(Hold.ID, Clause)
    /// A duty to keep outranks the person's wish: the article and the last day.
    case retain(article: String, until: Timestamp)
}

/// A legal hold: what it covers is neither purged nor erased while it stands.
public struct Hold: Hashable, Sendable, Identified {
    public static let idPrefix = "hold"
    public typealias ID = Identifier<Hold>

    public let id: ID
    public let person: PersonID?
    public let conversation: Conversation.ID?
    public let placedAt: Timestamp
    public let reviewAt: Timestamp

    public init(
        id: ID, person: PersonID?, conversation: Conversation.ID?, placedAt: Timestamp, reviewAt: Timestamp
    ) {
        self.id = id
        self.person = person
        self.conversation = conversation
        self.placedAt = placedAt
        self.reviewAt = reviewAt
    }
}

/// A person's request under the policy's section 6 or 8.
public struct RightsRequest: Hashable, Sendable, Identified {
    public static let idPrefix = "req"
    public typealias ID = Identifier<RightsRequest>

    public enum Right: String, CaseIterable, Codable, Sendable {
        case access, rectify, erase, restrict, port, object
        case ccpaKnow = "ccpa-know"
        case ccpaDelete = "ccpa-delete"
        case ccpaCorrect = "ccpa-correct"
        case ccpaOptOut = "ccpa-opt-out"
    }

    public let id: ID
    public let right: Right
    public let receivedAt: Timestamp

    public init(id: ID, right: Right, receivedAt: Timestamp) {
        self.id = id
        self.right = right
        self.receivedAt = receivedAt
    }
}
