public import AuraCore

extension RetentionPolicy {
    /// Whether every row that can lie under a week's key is due, so that the key may be destroyed.
    ///
    /// That is from the week's end + the class's period on. A week is never "mostly due": rows that fall due
    /// earlier are deleted one by one, and held rows are first sealed anew without a week's key.
    ///
    /// Source: FAULTS.md R11.
    public func isWhollyDue(
        _ period: KeyPeriod, of dataClass: DataClass, asOf: Timestamp
    ) throws(PolicyError) -> Bool {
        let rule = try rule(for: dataClass)
        guard period != .none, rule.anchor == .createdAt else { return false }
        let lastRow = period.end.adding(milliseconds: -1)
        return max(rule.dueAt(period.end), rule.dueAt(lastRow)) <= asOf
    }
}
