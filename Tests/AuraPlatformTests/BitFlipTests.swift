import AuraPlatform
import AuraTestSupport
import Foundation
import Testing

/// One random bit of one file is flipped, many times (FAULTS.md DK4). `AURA_SEED` repeats a run; `AURA_FLIPS` says how
/// many times, and `Scripts/faults --group F-disk` prints the shares.
@Suite struct BitFlipTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["AURA_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...UInt64.max)
    private static let trials = environment["AURA_FLIPS"].flatMap { Int($0) } ?? 12

    @Test(arguments: BitFlips.File.allCases)
    func `no flipped bit makes a sealed value read differently`(file: BitFlips.File) async throws {
        let store = try await BitFlips(leavesLogs: ![.database, .keyring].contains(file))
        var generator = SeededGenerator(state: Self.seed &+ UInt64(file.rawValue.count))
        var shares: [BitFlips.Found: Int] = [:]
        for _ in 0..<Self.trials {
            let (found, place) = try await store.trial(file, &generator)
            shares[found, default: 0] += 1
            #expect(found != .wrong, "\(file.rawValue) \(place), AURA_SEED=\(Self.seed)")
            if file.isCovered {
                #expect(found == .atOpen || found == .atRead, "\(file.rawValue) \(place), AURA_SEED=\(Self.seed)")
            }
            if found == .unseen { print("UNSEEN \(file.rawValue) \(place)") }
        }
        let counts = BitFlips.Found.allCases.map { "\($0.rawValue)=\(shares[$0] ?? 0)" }.joined(separator: " ")
        print("FLIPS file=\(file.rawValue) seed=\(Self.seed) trials=\(Self.trials) \(counts)")
    }

    @Test(arguments: [BackupManifest.Part.data, .keyring, .ledger])
    func `a flipped bit of a backup is found by its verification`(part: BackupManifest.Part) async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        let path = TestPlatform.newFolder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try await test.platform.backups.create(at: path, parts: [part], as: test.me)
        let whole = try Data(contentsOf: URL(filePath: path))
        var generator = SeededGenerator(state: Self.seed)
        var found = 0
        for _ in 0..<Self.trials {
            var bytes = whole
            let place = Int.random(in: 0..<bytes.count * 8, using: &generator)
            bytes[place / 8] ^= 1 << UInt8(place % 8)
            try bytes.write(to: URL(filePath: path))
            do {
                _ = try await BackupService.verify(path)
                Issue.record("bit \(place) of \(part.rawValue), AURA_SEED=\(Self.seed)")
            } catch {
                found += 1
            }
        }
        print("FLIPS file=backup.\(part.rawValue) seed=\(Self.seed) trials=\(Self.trials) byVerify=\(found)")
    }
}
