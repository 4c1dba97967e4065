public import AuraCore

/// The one clock rule: a machine with a wrong clock must not purge, erase or shred (FAULTS.md R13).
public struct ClockRule: Hashable, Sendable {
    /// How far the clock may lie behind the newest moment this installation has recorded.
    public let behind: CalendarDuration
    /// How far it may lie ahead of the last run.
    public let ahead: CalendarDuration

    public init(behind: CalendarDuration, ahead: CalendarDuration) {
        self.behind = behind
        self.ahead = ahead
    }

    /// Decides whether time can be trusted enough to destroy something.
    ///
    /// - Parameters:
    ///   - witness: The newest moment in audit log, ledger, anchor and runs; none on a new installation.
    ///   - lastRun: When the last purge ran; none if there was none.
    ///   - acceptsJump: Somebody has looked and says that `now` is right (`--accept-clock-jump`).
    /// - Returns: Refused if `now` is more than `behind` before the witness or more than `ahead` after the last
    ///   run; both limits themselves are still allowed.
    public func check(
        now: Timestamp, witness: Timestamp?, lastRun: Timestamp?, acceptsJump: Bool = false
    ) -> Decision<Void> {
        guard !acceptsJump else { return .allowed }
        if let witness, behind.after(now) < witness {
            return .denied(
                Refusal(
                    .clockWentBack, StandardPolicy.clockClause,
                    "The clock is more than \(behind) behind the newest recorded moment, \(witness)."))
        }
        if let lastRun, now > ahead.after(lastRun) {
            return .denied(
                Refusal(
                    .clockJumpedAhead, StandardPolicy.clockClause,
                    "The clock is more than \(ahead) ahead of the last run, \(lastRun)."))
        }
        return .allowed
    }
}
