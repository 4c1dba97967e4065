import AuraPlatform
import BenchmarkSupport

/// New root key and new tenant keys over many tenants: `bench rewrap [TENANTS]`.
enum RewrapBenchmark {
    static func run() async throws {
        let tenants = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 10_000
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        for number in 1..<max(tenants, 1) {
            _ = try await bench.platform.tenants.create(
                "tenant-\(number)", owner: "owner@bench.example", as: bench.principal)
        }
        let clock = ContinuousClock()
        let root = try await clock.measure {
            _ = try await bench.platform.rootKey.rotate(to: .file(path: "root-2.key"), as: bench.principal)
        }
        print(
            "rewrap root: tenants=\(tenants) keys=\(2 * tenants + 4) s=\(rounded(root.milliseconds / 1_000, 2))"
                + " keys/s=\(rounded(Double(2 * tenants + 4) / (root.milliseconds / 1_000), 0))")
        var keys = 0
        let all = try await clock.measure {
            keys = try await bench.platform.keys.rewrap(nil, as: bench.principal).keys
        }
        print(
            "rewrap tenants: tenants=\(tenants) keys=\(keys) s=\(rounded(all.milliseconds / 1_000, 2))"
                + " tenants/s=\(rounded(Double(tenants) / (all.milliseconds / 1_000), 0))")
    }
}
