/// Every limit on what comes from outside, in one place (FAULTS.md R10).
public enum Limits {
    /// A question, in bytes of UTF-8.
    public static let questionBytes = 16 * 1_024
    /// One document's source, in bytes.
    public static let documentBytes = 25 * 1_024 * 1_024
    /// A bot's prompt or fallback, in bytes.
    public static let promptBytes = 64 * 1_024
    /// How long an idempotency key is remembered: 24 hours.
    public static let idempotencyMilliseconds: Int64 = 86_400_000
    /// A title, a label, an actor's name, a reason, in bytes.
    public static let labelBytes = 512
    /// An e-mail address or a tenant's own reference to a visitor, in bytes.
    public static let referenceBytes = 254
    /// An LLM key as it is handed over, in bytes.
    public static let credentialBytes = 4_095
    /// What is read from a pipe for a secret, in bytes.
    public static let secretInputBytes = 64 * 1_024
    /// Nesting of JSON and of HTML.
    public static let jsonDepth = 32
    public static let htmlDepth = 256
    /// Passages of one document.
    public static let passagesPerDocument = 20_000
    /// Rows of one list.
    public static let listRows = 1_000
    /// Tenants of one installation, for what goes through all of them.
    public static let tenants = 1_000_000
    /// Keys of one tenant, for what goes through all of them.
    public static let tenantKeys = 10_000_000
    /// Bytes that stay free on the data folder's file system: with fewer, content is refused (FAULTS.md R6).
    public static let minimumFree = 64 << 20
    /// Bytes kept aside for purge, erasure, shredding and rotation.
    public static let reserveBytes = 16 << 20
    /// Rows deleted in one transaction (VAULT.md §8).
    public static let batchRows = 500
    /// How long the lease on jobs lasts after each of its owner's transactions: longer than the clocks of two machines
    /// may differ (FAULTS.md CK4).
    public static let leaseMilliseconds: Int64 = 600_000
    /// A signed note, in bytes: a checkpoint takes some 200.
    public static let noteBytes = 64 * 1_024
    /// Checkpoints of one chain that are looked at: three a day for ten thousand years.
    public static let checkpoints = 10_000_000
    /// An exported audit log, a file of checkpoints, a receipt, in bytes.
    public static let evidenceBytes = 1_024 * 1_024 * 1_024
}
