import AuraPlatform
import BenchmarkSupport

/// The sweep of an owner key's rotation, alone and beside running turns: `bench reseal [MESSAGES]`.
enum ResealBenchmark {
    static func run() async throws {
        let messages = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 20_000
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        _ = try await bench.add("# Hours\n\nWe are open from nine to five on weekdays.", titled: "hours")
        for person in ["one", "two"] {
            for _ in 0..<messages / 4 { try await TurnBenchmark.ask("When are you open?", by: person, in: bench) }
        }
        let clock = ContinuousClock()
        var rows = 0
        let alone = try await clock.measure {
            rows = try await bench.platform.keys.reseal("one", of: bench.tenant, as: bench.principal).rows
        }
        print("reseal: rows=\(rows) rows/s=\(rounded(Double(rows) / (alone.milliseconds / 1_000), 0))")
        let quiet = try await turns(200, in: bench)
        async let sweep = bench.platform.keys.reseal("two", of: bench.tenant, as: bench.principal)
        let busy = try await turns(200, in: bench)
        _ = try await sweep
        print(
            "turns beside it: p99=\(rounded(busy.quantile(0.99), 2)) ms, without p99=\(rounded(quiet.quantile(0.99), 2)) ms"
        )
    }

    private static func turns(_ count: Int, in bench: TemporaryPlatform) async throws -> Samples {
        let clock = ContinuousClock()
        var times: [Double] = []
        for _ in 0..<count {
            let time = try await clock.measure {
                try await TurnBenchmark.ask("When are you open?", by: "three", in: bench)
            }
            times.append(time.milliseconds)
        }
        return Samples(times)
    }
}
