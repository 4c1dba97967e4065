import AuraPlatform
import BenchmarkSupport

/// The erasure of persons with 100 messages each.
enum EraseBenchmark {
    static func run() async throws {
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        _ = try await bench.add("# Hours\n\nWe are open from nine to five on weekdays.", titled: "hours")
        let people = (0..<11).map { "person-\($0)" }
        for person in people {
            for _ in 0..<50 { try await TurnBenchmark.ask("When are you open?", by: person, in: bench) }
        }
        let clock = ContinuousClock()
        var times: [Double] = []
        for person in people {
            let time = try await clock.measure {
                _ = try await bench.platform.subjects.erase(person, of: bench.tenant, as: bench.principal)
            }
            times.append(time.milliseconds)
        }
        print("erase: p50=\(rounded(Samples(times).median, 1)) ms (11 persons with 100 messages each)")
    }
}
