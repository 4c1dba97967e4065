public import AuraCore

extension RetentionPolicy {
    /// The cut-offs by which the store preselects: no due row is missed, a row that is not yet due may be among them.
    ///
    /// The forward rule then decides for each row: "now − 12 months" is wrong for rows of 29 February (R5 of the
    /// vectors). Classes that count from a closure have no cut-off; their tenant's `eraseAt` decides.
    public func cutoffs(asOf: Timestamp) -> RetentionCutoffs {
        var createdBefore: [DataClass: Timestamp] = [:]
        var identifiersBefore: [DataClass: Timestamp] = [:]
        for rule in rules where rule.anchor != .closedAt {
            createdBefore[rule.dataClass] = rule.anchoredBefore(asOf)
            identifiersBefore[rule.dataClass] = rule.identifiersAnchoredBefore(asOf)
        }
        return RetentionCutoffs(asOf: asOf, createdBefore: createdBefore, identifiersBefore: identifiersBefore)
    }
}

extension RetentionRule {
    /// The earliest moment such that every row due at `asOf` has its anchor before it.
    public func anchoredBefore(_ asOf: Timestamp) -> Timestamp {
        guard anchor == .issueDate else { return keep.latestStart(endingBy: asOf).adding(milliseconds: 1) }
        let endOfLastDay = Timestamp(startOf: asOf.date).adding(milliseconds: -1)
        return Timestamp(startOf: keep.latestStart(endingBy: endOfLastDay).date).adding(days: 1)
    }

    /// The same for the identifiers in a row; none if they stay with it.
    public func identifiersAnchoredBefore(_ asOf: Timestamp) -> Timestamp? {
        keepIdentifiers.map { max($0.latestStart(endingBy: asOf).adding(milliseconds: 1), anchoredBefore(asOf)) }
    }
}

extension CalendarDuration {
    /// The latest moment from which this length ends no later than `end`.
    func latestStart(endingBy end: Timestamp) -> Timestamp {
        let target = CalendarDuration(days: days, seconds: seconds).before(end)
        guard months > 0 else { return target }
        let day = target.date
        let firstOfMonth = day.adding(days: 1 - day.day)
        let lastDay = firstOfMonth.adding(months: 1).adding(months: -months).adding(days: -1)
        if day.day > lastDay.day {
            // The shorter month has no such day, so all of its last day has ended by `end`.
            return Timestamp(startOf: lastDay).adding(milliseconds: Timestamp.millisecondsPerDay - 1)
        }
        let isLastOfMonth = day.adding(days: 1).month != day.month
        let startDay = isLastOfMonth ? lastDay : day.adding(months: -months)
        return Timestamp(startOf: startDay).adding(milliseconds: target.millisecondsOfDay)
    }

    private func before(_ end: Timestamp) -> Timestamp {
        CalendarDuration(months: -months, days: -days, seconds: -seconds).after(end)
    }
}
