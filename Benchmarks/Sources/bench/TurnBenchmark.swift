import AuraPlatform
import BenchmarkSupport

/// One chat turn on the extractive provider, inside one process.
enum TurnBenchmark {
    static func run() async throws {
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        _ = try await bench.add(PolicyRenderer.markdown(StandardPolicy.document), titled: "policy")
        let clock = ContinuousClock()
        var times: [Double] = []
        for turn in 0..<500 {
            let time = try await clock.measure {
                try await ask("How long do you keep my chats?", by: "person-\(turn % 20)", in: bench)
            }
            times.append(time.milliseconds)
        }
        let samples = Samples(times)
        print("turn: p50=\(rounded(samples.median, 2)) ms p99=\(rounded(samples.quantile(0.99), 2)) ms (500 turns)")
    }

    static func ask(_ text: String, by person: String, in bench: TemporaryPlatform) async throws {
        var question = ChatService.Question(text)
        question.person = person
        question.thread = .newest
        _ = try await bench.platform.chat.send(question, to: nil, of: bench.tenant, as: bench.principal)
    }
}
