public import AuraCore

/// When a key is rotated and how long what it replaced stays (VAULT.md §1, §2).
public struct KeyRotationPolicy: Hashable, Sendable {
    /// How old a key may become.
    public let age: CalendarDuration
    /// How many blocks of 16 bytes may be sealed under one key.
    public let blocks: Int
    /// How long a key that sealed or wrapped stays disabled before it is destroyed.
    public let disabled: CalendarDuration
    /// How long an owner key that was replaced stays enabled: longer than any call that began with it can take.
    public let settling: CalendarDuration

    /// The moment from which a key of this age is overdue, inclusive.
    public func dueAt(madeAt moment: Timestamp) -> Timestamp {
        age.after(moment)
    }

    /// Whether a key should be rotated, by its age or by what was sealed under it.
    public func isDue(madeAt moment: Timestamp, blocks sealed: Int, now: Timestamp) -> Bool {
        dueAt(madeAt: moment) <= now || sealed >= blocks
    }
}
