import AuraPlatform
import BenchmarkSupport

@testable import AuraCrypto

/// Seals and opens a second, to be read beside `openssl speed -evp aes-256-cbc` and `openssl speed -hmac sha512`.
enum SealBenchmark {
    static func run() throws {
        let vault = try Vault(rootKey: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        let tenant = try vault.makeKey(.tenant, tenant: "ten_x", wrappedBy: vault.rootKeyID, at: now)
        let owner = try vault.makeKey(.owner, tenant: "ten_x", wrappedBy: tenant.id, at: now)
        let context = SealContext(
            tenant: "ten_x", table: "message", column: "body", row: "msg_x", dataClass: .conversation)
        for (name, count) in [("256 B", 256), ("4 KiB", 4_096), ("1 MiB", 1 << 20)] {
            let plaintext = [UInt8](repeating: 0x61, count: count)
            let sealed = try vault.seal(plaintext, in: context, owner: owner.id)
            let repeats = max(20, 100_000_000 / (count + 1_000) / 10)
            let seals = try rate(repeats) { _ = try vault.seal(plaintext, in: context, owner: owner.id) }
            let opens = try rate(repeats) { _ = try vault.open(sealed, in: context) }
            print(
                "\(name): seals/s=\(rounded(seals, 0)) (\(rounded(seals * Double(count) / 1e6, 0)) MB/s)"
                    + " opens/s=\(rounded(opens, 0)) (\(rounded(opens * Double(count) / 1e6, 0)) MB/s)")
        }
    }

    /// The median of seven runs, calls a second.
    private static func rate(_ repeats: Int, _ body: () throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        let rates = try (0..<7).map { _ in
            let time = try clock.measure { for _ in 0..<repeats { try body() } }
            return Double(repeats) / (time.milliseconds / 1_000)
        }
        return Samples(rates).median
    }
}
