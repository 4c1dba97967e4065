public import AuraCore

/// The policy AURA keeps: version 1.0 of March 2026, its numbers stated once.
///
/// The code enforces these values, and the published text, the registers and the reports are rendered from them.
public enum StandardPolicy {
    /// The version that plans, receipts and rows name.
    public static let version = "1.0"

    /// The whole document.
    public static let document = PolicyDocument(
        version: version, published: CivilDate(year: 2026, month: 3, day: 1), terms: terms)

    /// Everything the text promises in numbers.
    public static let terms = PolicyTerms(
        retention: retention, closure: closure, requestAnswer: requestAnswer, brake: brake, clockRule: clockRule,
        purgeLag: purgeLag, backups: backups, recipients: recipients)

    /// Retention, a rule for each class (clauses 5.1–5.4; LAW.md §2 where the policy is silent).
    public static let retention = RetentionPolicy([
        RetentionRule(
            .conversation, keep: CalendarDuration(days: 90), from: .createdAt, floor: CalendarDuration(days: 1),
            clause: Clause(5, 1)),
        RetentionRule(.account, keep: CalendarDuration(days: 30), from: .closedAt, clause: Clause(5, 2)),
        RetentionRule(.content, keep: CalendarDuration(days: 30), from: .closedAt, clause: Clause(5, 2)),
        RetentionRule(.credential, keep: CalendarDuration(days: 30), from: .closedAt, clause: Clause(5, 2)),
        RetentionRule(.billing, keep: CalendarDuration(months: 84), from: .issueDate, clause: Clause(5, 3)),
        RetentionRule(
            .usage, keep: CalendarDuration(months: 12), from: .createdAt, identifiers: CalendarDuration(days: 90),
            floor: CalendarDuration(months: 1), clause: Clause(5, 4)),
        RetentionRule(
            .technical, keep: CalendarDuration(days: 30), from: .createdAt, floor: CalendarDuration(days: 1),
            clause: Clause(1, 5)),
        RetentionRule(
            .mail, keep: CalendarDuration(days: 30), from: .createdAt, floor: CalendarDuration(days: 1),
            clause: Clause(2, 3)),
        RetentionRule(.session, keep: CalendarDuration(seconds: 43_200), from: .lastSeenAt, clause: Clause(9, 1)),
        RetentionRule(
            .compliance, keep: CalendarDuration(months: 36), from: .createdAt, floor: CalendarDuration(months: 24),
            clause: Clause(2, 5)),
    ])

    /// A closed workspace is erased 29 days later at the latest, so that a day's lag stays inside the promised 30.
    public static let closure = ClosurePolicy(
        latestErasure: CalendarDuration(days: 29), hardStop: CalendarDuration(days: 30), clause: Clause(5, 2))

    /// Within this time of its receipt a request is answered, or within a month if that is shorter (clause 6.7).
    public static let requestAnswer = CalendarDuration(days: 30)

    /// CLI.md C16: more than 1 000 rows and more than a fifth need a confirmation.
    public static let brake = Brake(rows: 1_000, percent: 20)

    /// FAULTS.md R13.
    public static let clockRule = ClockRule(
        behind: CalendarDuration(seconds: 3_600), ahead: CalendarDuration(days: 45))

    /// VAULT.md §8.
    public static let purgeLag = PurgeLag(limit: CalendarDuration(seconds: 86_400))

    /// LAW.md §2, 23.
    public static let backups = BackupLife(
        keyring: CalendarDuration(days: 7), data: CalendarDuration(days: 30))

    /// VAULT.md §1 and §2.
    public static let keyRotation = KeyRotationPolicy(
        age: CalendarDuration(months: 12), blocks: 1 << 32, disabled: CalendarDuration(days: 7),
        settling: CalendarDuration(seconds: 3_600))

    /// Everybody to whom data may be disclosed by a call (clauses 4.1, 4.2). An origin that is not here is refused.
    public static let recipients = [
        Recipient(
            id: "stripe", name: "Stripe", vendor: nil, origins: ["https://api.stripe.com"], country: "US",
            categories: [.billing], clause: Clause(4, 1)),
        Recipient(
            id: "openai", name: "OpenAI", vendor: .openAI, origins: ["https://api.openai.com"], country: "US",
            categories: [.conversation, .content], clause: Clause(4, 2)),
    ]

    /// A hold stands for a legal duty.
    static let holdClause = Clause(2, 5)
    /// A wrong clock would break the first of the promised periods.
    static let clockClause = Clause(5, 1)
    static let brakeClause = Clause(5, 1)
}
