package import AuraCore
import AuraCrypto

extension Platform {
    /// Keeps this process current until its task is cancelled: once a second it drops from memory whatever key another
    /// process has destroyed (FAULTS.md R3), and at most once a minute it settles what has fallen due or was left
    /// unfinished: the grace of an LLM key, the week of a disabled key, the day of an old index key, interrupted jobs.
    ///
    /// A server or an embedder runs this beside its work, in one task group with it; a process that ends after one use
    /// case needs none, since each open settles the same.
    ///
    /// - Parameters:
    ///   - clock: What the pauses are measured by; moments of the policy come from ``PlatformConfiguration/clock``.
    ///   - failed: Called with a failure, once until all is settled again or another one comes; the work goes on.
    public func keepUp(
        clock: some Clock<Duration> = ContinuousClock(), failed: @Sendable (PlatformError) -> Void = { _ in }
    ) async {
        var upkeep = Upkeep(context: context)
        var last: PlatformError?
        while !Task.isCancelled {
            do throws(PlatformError) {
                if try await upkeep.step() { last = nil }
            } catch {
                guard error.code != .cancelled else { return }
                if error != last { failed(error) }
                last = error
            }
            do { try await clock.sleep(for: .seconds(1)) } catch { return }
        }
    }

    /// Runs `body` while ``keepUp(clock:failed:)`` goes on beside it, and ends that with it.
    public func keepingUp<T>(
        failed: @escaping @Sendable (PlatformError) -> Void = { _ in }, _ body: () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await keepUp(failed: failed) }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Whether an unwrapped key is in this process's memory now.
    package func holds(_ key: KeyID) -> Bool {
        context.vault.holds(key)
    }
}
