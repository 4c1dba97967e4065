import AuraCore
import AuraStore

/// What a process does beside its work for as long as it lives: it follows the keyring, so that no destroyed key stays
/// in its memory, and settles what falls due.
struct Upkeep {
    /// How often what is due is settled at most.
    static let settlingMilliseconds: Int64 = 60_000

    let context: PlatformContext
    private var settledAt: Timestamp?

    init(context: PlatformContext) {
        self.context = context
    }

    /// One look. What fails is tried again when it is next due.
    ///
    /// - Returns: Whether what is due was settled, too.
    mutating func step() async throws(PlatformError) -> Bool {
        try await context.custody.follow()
        let now = context.now
        guard !context.configuration.isDryRun, isSettlingDue(at: now) else { return false }
        settledAt = now
        try await Upkeep.settle(context)
        return true
    }

    /// Finishes what was interrupted, and does what was waiting for its time: also at each open.
    static func settle(_ context: PlatformContext) async throws(PlatformError) {
        try await JobRecovery(context: context).finishInterruptedJobs()
        try await UnusedKeys(context: context).collectIfDue()
    }

    /// A clock that was set back does not put settling off.
    private func isSettlingDue(at now: Timestamp) -> Bool {
        guard let settledAt, settledAt <= now else { return true }
        return now >= settledAt.adding(milliseconds: Upkeep.settlingMilliseconds)
    }
}
