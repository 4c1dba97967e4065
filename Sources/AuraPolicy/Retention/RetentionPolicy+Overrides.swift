public import AuraCore

extension RetentionPolicy {
    /// Decides whether a tenant may keep a class for `period`: shorter than the policy's, not under the floor.
    ///
    /// Periods are compared from every day of the calendar, so `31d` passes a floor of one month and `30d` does not.
    public func shortening(
        _ dataClass: DataClass, to period: CalendarDuration
    ) throws(PolicyError) -> Decision<RetentionPolicy> {
        let rule = try rule(for: dataClass)
        guard let floor = rule.floor else {
            return .denied(
                Refusal(.periodFixed, rule.clause, "The period of this class is \(rule.keep) and cannot be changed."))
        }
        guard period.isNeverLonger(than: rule.keep) else {
            return .denied(
                Refusal(.periodTooLong, rule.clause, "A tenant may not keep this class longer than \(rule.keep)."))
        }
        guard floor.isNeverLonger(than: period) else {
            return .denied(
                Refusal(.periodBelowFloor, rule.clause, "A tenant may not keep this class shorter than \(floor)."))
        }
        return .allowed(applying([dataClass: period]))
    }

    /// A tenant's rules: each period it chose, where that is the shorter one.
    ///
    /// A choice that the policy has since undercut has no effect, so an override can never lengthen anything. What a
    /// tenant does to conversations it also does to the identifiers elsewhere, which would else outlive them.
    public func applying(_ overrides: [DataClass: CalendarDuration]) -> RetentionPolicy {
        let conversation = overrides[.conversation]
        return RetentionPolicy(
            rules.map { rule in
                let chosen = rule.floor == nil ? nil : overrides[rule.dataClass]
                return rule.keeping(
                    RetentionPolicy.shorter(rule.keep, chosen),
                    identifiers: rule.keepIdentifiers.map { RetentionPolicy.shorter($0, conversation) })
            })
    }

    private static func shorter(_ period: CalendarDuration, _ chosen: CalendarDuration?) -> CalendarDuration {
        guard let chosen, chosen.isNeverLonger(than: period) else { return period }
        return chosen
    }
}
