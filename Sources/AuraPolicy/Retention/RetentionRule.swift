public import AuraCore

/// How long one class of data is kept, from which moment on, and by which clause.
public struct RetentionRule: Hashable, Sendable {
    /// The moment a period is counted from.
    public enum Anchor: String, CaseIterable, Codable, Sendable {
        /// When the row was written.
        case createdAt
        /// When the tenant closed its workspace; before that the row is kept.
        case closedAt
        /// When the session was last used.
        case lastSeenAt
        /// The day an invoice was issued. The last day counts in full (UTC).
        case issueDate
    }

    /// What it is a rule for.
    public let dataClass: DataClass
    /// What the period is counted from.
    public let anchor: Anchor
    /// The period.
    public let keep: CalendarDuration
    /// After this time the identifiers in the row are replaced, though the row itself stays.
    public let keepIdentifiers: CalendarDuration?
    /// The shortest period a tenant may choose; none if the period is fixed.
    public let floor: CalendarDuration?
    /// The promise, or the clause under which AURA decides where the policy is silent.
    public let clause: Clause

    public init(
        _ dataClass: DataClass, keep: CalendarDuration, from anchor: Anchor,
        identifiers: CalendarDuration? = nil, floor: CalendarDuration? = nil, clause: Clause
    ) {
        self.dataClass = dataClass
        self.anchor = anchor
        self.keep = keep
        self.keepIdentifiers = identifiers
        self.floor = floor
        self.clause = clause
    }

    /// The first moment at which the row is due; it is kept until then (R1–R4 of the vectors).
    ///
    /// Months are calendar months in UTC; days and hours are exact seconds, whatever clocks do.
    public func dueAt(_ anchor: Timestamp) -> Timestamp {
        guard self.anchor == .issueDate else { return keep.after(anchor) }
        let until = keep.after(Timestamp(startOf: anchor.date))
        return Timestamp(startOf: until.date).adding(days: 1)
    }

    /// The first moment at which the row's identifiers are due to be replaced; none if they stay with the row.
    public func identifiersDueAt(_ anchor: Timestamp) -> Timestamp? {
        keepIdentifiers.map { min($0.after(anchor), dueAt(anchor)) }
    }

    /// The same rule with another period.
    func keeping(_ period: CalendarDuration, identifiers: CalendarDuration?) -> RetentionRule {
        RetentionRule(
            dataClass, keep: period, from: anchor, identifiers: identifiers, floor: floor, clause: clause)
    }
}
