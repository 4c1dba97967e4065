public import AuraCore

/// How late a due row may still be in the store: hidden from ordinary reads, but not yet purged (VAULT.md §8).
public struct PurgeLag: Hashable, Sendable {
    /// The longest time between falling due and being gone.
    public let limit: CalendarDuration

    public init(limit: CalendarDuration) {
        self.limit = limit
    }

    /// How long a row has been due, in whole seconds; 0 before it is.
    public func seconds(dueAt: Timestamp, now: Timestamp) -> Int {
        guard now > dueAt else { return 0 }
        let (milliseconds, overflow) = now.milliseconds.subtractingReportingOverflow(dueAt.milliseconds)
        return Int((overflow ? .max : milliseconds) / 1_000)
    }

    /// Whether a row that was due at `dueAt` should have been purged by now.
    public func isOverdue(dueAt: Timestamp, now: Timestamp) -> Bool {
        now > limit.after(dueAt)
    }
}
