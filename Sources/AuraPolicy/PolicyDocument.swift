public import AuraCore

/// A version of the privacy policy: its values and the promises that follow from them.
public struct PolicyDocument: Hashable, Sendable {
    public let version: String
    /// The day from which it applies; none for a draft.
    public let published: CivilDate?
    public let terms: PolicyTerms
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

    public var retention: RetentionPolicy { terms.retention }
    public var recipients: [Recipient] { terms.recipients }
}

/// The numbers and lists behind the text.
public struct PolicyTerms: Hashable, Sendable {
    public let retention: RetentionPolicy
    public let closure: ClosurePolicy
    public let requestAnswer: CalendarDuration
    public let brake: Brake
    public let clockRule: ClockRule
    public let purgeLag: PurgeLag
    public let backups: BackupLife
    public let recipients: [Recipient]

    public init(
        retention: RetentionPolicy, closure: ClosurePolicy, requestAnswer: CalendarDuration, brake: Brake,
        clockRule: ClockRule,
        purgeLag: PurgeLag, backups: BackupLife, recipients: [Recipient]
    ) {
        self.retention = retention
        self.closure = closure
        self.requestAnswer = requestAnswer
        self.brake = brake
        self.clockRule = clockRule
        self.purgeLag = purgeLag
        self.backups = backups
        self.recipients = recipients
    }
}

/// One of the policy's eleven sections.
public struct PolicySection: Hashable, Sendable {
    public let number: Int
    public let title: String
    /// What the clauses add up to, if one sentence can say it.
    public let introduction: String?
    public let clauses: [PolicyClause]

    public init(number: Int, title: String, introduction: String? = nil, clauses: [PolicyClause]) {
        self.number = number
        self.title = title
        self.introduction = introduction
        self.clauses = clauses
    }
}

/// One promise and, where the policy is silent on it, what AURA adds.
public struct PolicyClause: Hashable, Sendable {
    public let id: Clause
    /// The promise, one sentence of plain English.
    public let promise: String
    /// What else a reader should know; each a sentence of its own.
    public let notes: [String]

    public init(_ id: Clause, _ promise: String, notes: [String] = []) {
        self.id = id
        self.promise = promise
        self.notes = notes
    }
}
