public import AuraCore

/// The retention rules in force: the standard ones, or a tenant's, which are the same or shorter.
///
/// Every question is answered for one row by the forward rule, anchor + period; nothing is frozen into rows, so a
/// shortened period reaches what is already stored. Source: GDPR Art. 5(1)(e); clauses 5.1–5.4.
public struct RetentionPolicy: Hashable, Sendable {
    /// One rule for a class; of two, the first counts.
    public let rules: [RetentionRule]

    public init(_ rules: [RetentionRule]) {
        self.rules = rules
    }

    /// The rule of a class.
    ///
    /// - Throws: ``PolicyError/noRule(_:)`` if it has none; a period is never guessed.
    public func rule(for dataClass: DataClass) throws(PolicyError) -> RetentionRule {
        guard let rule = rules.first(where: { $0.dataClass == dataClass }) else { throw .noRule(dataClass) }
        return rule
    }

    /// The clause of a class's rule; none if it has no rule.
    public func clause(of dataClass: DataClass) -> Clause? {
        rules.first { $0.dataClass == dataClass }?.clause
    }

    /// The first moment at which a row is due.
    ///
    /// - Parameter anchor: The moment the class's rule counts from: ``RetentionRule/anchor``.
    public func dueAt(_ dataClass: DataClass, anchor: Timestamp) throws(PolicyError) -> Timestamp {
        try rule(for: dataClass).dueAt(anchor)
    }

    /// Whether a row is due: from the instant its period ends, inclusive.
    public func isDue(_ dataClass: DataClass, anchor: Timestamp, now: Timestamp) throws(PolicyError) -> Bool {
        try dueAt(dataClass, anchor: anchor) <= now
    }

    /// Whether the identifiers in a row are due to be replaced; never for a class whose identifiers stay.
    public func areIdentifiersDue(
        _ dataClass: DataClass, anchor: Timestamp, now: Timestamp
    ) throws(PolicyError) -> Bool {
        try rule(for: dataClass).identifiersDueAt(anchor).map { $0 <= now } ?? false
    }

    /// Decides whether one stored row is due for disposal.
    ///
    /// - Parameters:
    ///   - anchor: The moment its rule counts from; none if it has not come (the workspace is not closed).
    ///   - hold: A legal hold that covers the row. A hold outranks the schedule.
    /// - Returns: `.dispose` from the instant the period ends, inclusive; `.held` if it is due but held; otherwise
    ///   `.keep` with its end, none while the anchor has not come.
    ///
    /// Source: GDPR Art. 5(1)(e), Art. 17(3)(e).
    public func decide(
        _ dataClass: DataClass, anchor: Timestamp?, hold: Hold.ID? = nil, now: Timestamp
    ) throws(PolicyError) -> Disposition {
        let rule = try rule(for: dataClass)
        guard let anchor else { return .keep(until: nil, rule.clause) }
        let dueAt = rule.dueAt(anchor)
        guard dueAt <= now else { return .keep(until: dueAt, rule.clause) }
        return hold.map { .held($0, StandardPolicy.holdClause) } ?? .dispose(rule.clause)
    }
}
