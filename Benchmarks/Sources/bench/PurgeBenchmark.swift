import AuraPlatform
import BenchmarkSupport
import Synchronization

/// A purge of many messages, with its verification: `bench purge [MESSAGES]`.
enum PurgeBenchmark {
    static func run() async throws {
        let messages = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 100_000
        let start = WallClock.system.now.adding(days: -120)
        let moment = Mutex(start)
        let bench = try await TemporaryPlatform(clock: WallClock { moment.withLock { $0 } })
        defer { bench.remove() }
        _ = try await bench.add("# Hours\n\nWe are open from nine to five on weekdays.", titled: "hours")
        let clock = ContinuousClock()
        let filling = try await clock.measure {
            for turn in 0..<messages / 2 {
                try await TurnBenchmark.ask("When are you open?", by: "person-\(turn % 100)", in: bench)
            }
        }
        print("filled with \(messages) messages in \(rounded(filling.milliseconds / 1_000, 1)) s")
        moment.withLock { $0 = start.adding(days: 120) }
        var options = RetentionService.PurgeOptions()
        options.acceptsClockJump = true
        let plan = try await bench.platform.retention.plan(as: bench.principal)
        options.plan = plan.id
        options.confirmedRows = plan.dueCount
        let purge = options
        var deleted = 0
        let time = try await clock.measure {
            guard case .done(let report) = try await bench.platform.retention.purge(purge, as: bench.principal) else {
                return
            }
            deleted = report.deleted
        }
        let seconds = time.milliseconds / 1_000
        print("purge: rows=\(deleted) s=\(rounded(seconds, 2)) rows/s=\(rounded(Double(deleted) / seconds, 0))")
    }
}
