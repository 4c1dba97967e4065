import AuraPlatform
import BenchmarkSupport

/// The figures of the main job, the vault and the evidence.
@main
struct Bench {
    static func main() async throws {
        switch CommandLine.arguments.dropFirst().first {
        case "seal": try await SealBenchmark.run()
        case "turn": try await TurnBenchmark.run()
        case "purge": try await PurgeBenchmark.run()
        case "erase": try await EraseBenchmark.run()
        case "shred": try await ShredBenchmark.run()
        case "rewrap": try await RewrapBenchmark.run()
        case "reseal": try await ResealBenchmark.run()
        case "audit": try await AuditBenchmark.run()
        case "share": try await ShareBenchmark.run()
        case "growth": try await GrowthBenchmark.run()
        case "records": try await RecordsBenchmark.run()
        default: print("bench seal | turn | share | growth | records | purge | erase | shred | rewrap | reseal | audit")
        }
    }
}
