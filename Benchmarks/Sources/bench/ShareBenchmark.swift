import AuraPlatform
import BenchmarkSupport

/// How much of a chat turn goes into sealing, audit and policy: `bench share [TURNS]` (goal: together below 30 %).
///
/// After each turn the same steps are made again by themselves and timed (``TurnParts``): the same calls, on the same
/// person's rows, with the keys that the turn left in memory. Policy and sealing are timed directly. What the audit
/// costs inside the transaction is the difference between two transactions that store the same two messages and the
/// same usage row, one through the audited store and one past it, in turn the one and the other first.
enum ShareBenchmark {
    static func run() async throws {
        let turns = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 500
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        _ = try await bench.add(PolicyRenderer.markdown(StandardPolicy.document), titled: "policy")
        let question = "How long do you keep my chats?"
        for turn in 0..<200 { try await TurnBenchmark.ask(question, by: "person-\(turn % 20)", in: bench) }
        let parts = try await TurnParts(bench, question: question)
        let clock = ContinuousClock()
        var whole: [Double] = []
        var times: [TurnParts.Part: [Double]] = [:]
        for turn in 0..<turns {
            let person = "person-\(turn % 20)"
            let time = try await clock.measure { try await TurnBenchmark.ask(question, by: person, in: bench) }
            whole.append(time.milliseconds)
            for (part, time) in try await parts.measure(person, auditedFirst: turn % 2 == 0) {
                times[part, default: []].append(time.milliseconds)
            }
        }
        report(Samples(whole).median, times.mapValues { Samples($0).median }, turns)
    }

    private static func report(_ turn: Double, _ medians: [TurnParts.Part: Double], _ turns: Int) {
        func line(_ name: String, _ milliseconds: Double) -> String {
            "\(name): \(rounded(milliseconds, 3)) ms, \(rounded(100 * milliseconds / turn, 1)) %"
        }
        func median(_ part: TurnParts.Part) -> Double { medians[part] ?? 0 }
        print("turn: p50=\(rounded(turn, 3)) ms (\(turns) turns, each with its parts made again)")
        print("  " + line("policy decisions", median(.policy)))
        print("  " + line("keys read from the keyring", median(.keys)))
        print("  " + line("values sealed", median(.seal)))
        print("  " + line("values opened", median(.open)))
        print("  " + line("tokens and blind indexes", median(.lookups)))
        print("  " + line("audit event prepared", median(.event)))
        let log = max(0, median(.audited) - median(.bare))
        print("  " + line("audit log in the transaction", log))
        print("  " + line("beside them: the transaction without the log", median(.bare)))
        let sealing = median(.keys) + median(.seal) + median(.open) + median(.lookups)
        let audit = median(.event) + log
        print(line("sealing", sealing))
        print(line("audit", audit))
        print(line("policy", median(.policy)))
        print(line("together", sealing + audit + median(.policy)) + " (goal: below 30 %)")
    }
}
