public import AuraCore

/// How late a due row may still be in the store: hidden from ordinary reads, but not yet purged (VAULT.md §8).
public struct PurgeLag: Hashable, Sendable {
    /// The longest time between falling due and being gone.
    public let limit: CalendarDuration

    public init(limit: CalendarDuration) {
        self.limit = limit
    }

    /// Whether a row that was due at `dueAt` should have been purged by now.
    public func isOverdue(dueAt: Timestamp, now: Timestamp) -> Bool {
        now > limit.after(dueAt)
    }
}
