import AuraPlatform
import BenchmarkSupport

@testable import AuraCrypto

/// Seals and opens a second with one thread and with two, and the ratio to `openssl speed` in the same run:
/// `bench seal [SECONDS]`, the time that OpenSSL measures each of its algorithms for.
enum SealBenchmark {
    static func run() async throws {
        let seconds = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1
        let subject = try Subject()
        for (name, count) in [("256 B", 256), ("4 KiB", 4_096), ("1 MiB", 1 << 20)] {
            for threads in [1, 2] {
                let speed = OpenSSLSpeed(bytes: count, threads: threads, seconds: seconds)
                let repeats = max(20, 10_000_000 / (count + 1_000))
                let plaintext = [UInt8](repeating: 0x61, count: count)
                let sealed = try subject.seal(plaintext)
                let seals = try await rate(repeats, threads) { _ = try subject.seal(plaintext) }
                let opens = try await rate(repeats, threads) { _ = try subject.open(sealed) }
                let sealRatio = seals * Double(count) / (try speed.inSequence(.encryption))
                let openRatio = opens * Double(count) / (try speed.inSequence(.decryption))
                print(
                    "\(name), threads=\(threads): seals/s=\(rounded(seals, 0))"
                        + " (\(rounded(seals * Double(count) / 1e6, 0)) MB/s, \(rounded(sealRatio, 2)) of OpenSSL)"
                        + " opens/s=\(rounded(opens, 0))"
                        + " (\(rounded(opens * Double(count) / 1e6, 0)) MB/s, \(rounded(openRatio, 2)) of OpenSSL)")
                guard count == 1 << 20 else { continue }
                for part in [OpenSSLSpeed.Algorithm.encryption, .decryption, .authentication] {
                    print("  beside it: \(speed.command(part))")
                }
            }
        }
    }

    /// The median of seven runs, calls a second of all threads together.
    private static func rate(
        _ repeats: Int, _ threads: Int, _ body: @escaping @Sendable () throws -> Void
    ) async throws -> Double {
        let clock = ContinuousClock()
        var rates: [Double] = []
        for _ in 0..<7 {
            let time = try await clock.measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<threads {
                        group.addTask { for _ in 0..<repeats { try body() } }
                    }
                    try await group.waitForAll()
                }
            }
            rates.append(Double(repeats * threads) / (time.milliseconds / 1_000))
        }
        return Samples(rates).median
    }
}

/// A vault with one person's key, and a value of theirs.
private struct Subject: Sendable {
    let vault: Vault
    private let owner: KeyID
    private let context = SealContext(
        tenant: "ten_x", table: "message", column: "body", row: "msg_x", dataClass: .conversation)

    init() throws {
        vault = try Vault(rootKey: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        let tenant = try vault.makeKey(.tenant, tenant: "ten_x", wrappedBy: vault.rootKeyID, at: now)
        owner = try vault.makeKey(.owner, tenant: "ten_x", wrappedBy: tenant.id, at: now).id
    }

    func seal(_ plaintext: [UInt8]) throws -> SealedValue { try vault.seal(plaintext, in: context, owner: owner) }

    func open(_ sealed: SealedValue) throws -> [UInt8] { try vault.open(sealed, in: context) }
}
