package import AuraCore

extension ChatClient {
    /// How the client waits between two attempts: values, so that a test neither waits nor draws.
    package struct Pacing: Sendable {
        package let sleep: @Sendable (Duration) async throws(CancellationError) -> Void
        /// The part of the longest wait to wait, 0 … 1 (full jitter).
        package let draw: @Sendable () -> Double
        /// For a `Retry-After` that is a date.
        package let clock: WallClock

        package init(
            sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
            draw: @escaping @Sendable () -> Double, clock: WallClock
        ) {
            self.sleep = sleep
            self.draw = draw
            self.clock = clock
        }

        package static let system = Pacing(
            sleep: { (pause) async throws(CancellationError) in
                do { try await Task.sleep(for: pause) } catch { throw CancellationError() }
            },
            draw: { Double.random(in: 0...1) }, clock: .system)
    }

    /// How long to wait before the next attempt, or nothing if the vendor asked for longer than AURA waits.
    ///
    /// - Parameter attempt: Counts from 0: the attempt that failed.
    func pause(afterAttempt attempt: Int, retryAfterSeconds: Int?) -> Duration? {
        let asked = retryAfterSeconds ?? 0
        guard asked <= limits.longestRetryAfterSeconds else { return nil }
        let longest = min(limits.firstWait * (1 << min(attempt, 16)), limits.longestWait)
        // Never sooner than the vendor asked, and never sooner than AURA would have come back unasked.
        return max(.seconds(asked), longest * pacing.draw())
    }
}
