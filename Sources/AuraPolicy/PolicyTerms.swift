public import AuraCore

/// The numbers and lists behind the text.
public struct PolicyTerms: Hashable, Sendable {
    /// How long each class of data is kept (section 5).
    public let retention: RetentionPolicy
    /// When a closed workspace goes (clause 5.2).
    public let closure: ClosurePolicy
    /// Within this time a request is answered (clause 6.7).
    public let requestAnswer: CalendarDuration
    /// How much a purge may take without a confirmation.
    public let brake: Brake
    /// When the clock is not to be believed.
    public let clockRule: ClockRule
    /// How late a due row may still be in the store.
    public let purgeLag: PurgeLag
    /// How long backups live.
    public let backups: BackupLife
    /// Everybody to whom data may be disclosed by a call (section 4).
    public let recipients: [Recipient]

    public init(
        retention: RetentionPolicy, closure: ClosurePolicy, requestAnswer: CalendarDuration, brake: Brake,
        clockRule: ClockRule,
        purgeLag: PurgeLag, backups: BackupLife, recipients: [Recipient]
    ) {
        self.retention = retention
        self.closure = closure
        self.requestAnswer = requestAnswer
        self.brake = brake
        self.clockRule = clockRule
        self.purgeLag = purgeLag
        self.backups = backups
        self.recipients = recipients
    }
}
