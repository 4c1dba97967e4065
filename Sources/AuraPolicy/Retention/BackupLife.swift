public import AuraCore

/// How long backups live, which decides when what was erased is out of every one of them (LAW.md §2, 23).
public struct BackupLife: Hashable, Sendable {
    /// How long a backup of the keyring is kept.
    public let keyring: CalendarDuration
    /// How long a backup of the data is kept.
    public let data: CalendarDuration

    public init(keyring: CalendarDuration, data: CalendarDuration) {
        self.keyring = keyring
        self.data = data
    }

    /// The moment from which nothing sealed under a destroyed key can be recovered, not even from backups: no
    /// keyring backup that held the key is left (VAULT.md §3).
    public func unrecoverableAfter(shreddedAt: Timestamp) -> Timestamp {
        keyring.after(shreddedAt)
    }
}
