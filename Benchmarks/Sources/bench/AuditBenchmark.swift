import AuraPlatform
import BenchmarkSupport

@testable import AuraCrypto
@testable import AuraStore

/// The verification of a long audit chain: `bench audit [ENTRIES]`. Hashes, tree, form and checkpoints of each entry,
/// in the store and of the exported log.
enum AuditBenchmark {
    static func run() async throws {
        let entries = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 100_000
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        try await fill(bench, with: entries)
        let clock = ContinuousClock()
        let audit = bench.platform.audit
        _ = try await audit.checkpoint(as: bench.principal)
        var rates: [Double] = []
        for _ in 0..<5 {
            var verified = 0
            let time = try await clock.measure {
                let reports = try await audit.verify(as: bench.principal)
                guard reports.allSatisfy({ $0.holds }) else { throw Broken() }
                verified = reports.reduce(0) { $0 + $1.entries }
            }
            rates.append(Double(verified) / (time.milliseconds / 1_000))
        }
        print("audit verify: entries/s=\(rounded(Samples(rates).median, 0)) (\(entries) entries, goal 100000)")
        let export = try await audit.export(as: bench.principal)
        let verifier = try EvidenceVerifier(publicKey: Hexadecimal.encode(export.publicKey))
        let time = try clock.measure {
            guard try verifier.verify(export: export.document).allSatisfy({ $0.holds }) else { throw Broken() }
        }
        let rate = Double(export.chains.reduce(0) { $0 + $1.entries }) / (time.milliseconds / 1_000)
        let bytes = export.document.count / max(entries, 1)
        print("audit verify --file: entries/s=\(rounded(rate, 0)) (\(bytes) bytes an entry)")
    }

    struct Broken: Error {}

    /// Writes events as a use case would, many in each transaction, over a second handle of the same store.
    private static func fill(_ bench: TemporaryPlatform, with count: Int) async throws {
        let clock = ContinuousClock()
        let time = try await clock.measure {
            let installation = try await bench.platform.audit.export(as: bench.principal).installation
            let store = try await Store.open(at: bench.folder, installation: installation, digests: Vault.digests)
            let owner = KeyID(high: 1, low: 1)
            for start in stride(from: 0, to: count, by: 1_000) {
                let now = WallClock.system.now
                let events = (start..<min(count, start + 1_000)).map { number in
                    AuditEvent(
                        chain: .operator, at: now, actor: AuditActor(kind: "operator", id: "0f1e2d3c4b5a6978"),
                        action: .turnStored, object: Conversation.ID.make(at: now).rawValue, clause: Clause(2, 1),
                        request: nil,
                        payload: AuditPayload(
                            commitment: String(repeating: "0", count: 56) + padded(number),
                            sealed: SealedValue(bytes: [1]), ownerKey: owner))
                }
                try await store.operator.write(events[0], also: Array(events.dropFirst())) { _ in }
            }
            try store.close()
        }
        print("filled with \(count) entries in \(rounded(time.milliseconds / 1_000, 1)) s")
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
