public import AuraCore

/// When a closed workspace goes (clause 5.2).
public struct ClosurePolicy: Hashable, Sendable {
    /// The latest day for which the erasure may be set, so that a day's lag stays inside the promise.
    public let latestErasure: CalendarDuration
    /// The promise itself: from here on it is overdue.
    public let hardStop: CalendarDuration
    /// The promise behind both.
    public let clause: Clause

    public init(latestErasure: CalendarDuration, hardStop: CalendarDuration, clause: Clause) {
        self.latestErasure = latestErasure
        self.hardStop = hardStop
        self.clause = clause
    }

    /// Decides when a workspace that closes at `closedAt` is erased.
    ///
    /// - Parameter delay: What was asked for; none takes the latest that is allowed.
    public func eraseAt(closedAt: Timestamp, after delay: CalendarDuration? = nil) -> Decision<Timestamp> {
        let latest = latestErasure.after(closedAt)
        let eraseAt = delay?.after(closedAt) ?? latest
        guard eraseAt <= latest else {
            return .denied(
                Refusal(.closureTooLate, clause, "A closed workspace is erased after \(latestErasure) at the latest."))
        }
        return .allowed(eraseAt)
    }

    /// The moment from which a closed workspace that still has data is overdue.
    public func overdueAt(closedAt: Timestamp) -> Timestamp {
        hardStop.after(closedAt)
    }
}
