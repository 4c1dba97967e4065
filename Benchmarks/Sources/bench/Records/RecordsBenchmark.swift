import AuraPlatform
import BenchmarkSupport
import Foundation
import Synchronization

/// GDPRbench's workloads on AURA with everything on, and on plain SQLite without policy, as a ratio:
/// `bench records [RECORDS] [OPERATIONS] [SEED]` (goal: at most 2). Every answer of both is compared with an oracle in
/// memory; a mismatch ends the run.
enum RecordsBenchmark {
    static func run() async throws {
        let given = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
        let records = given.first ?? 100_000
        let operations = given.dropFirst().first ?? 10_000
        let seed = UInt64(given.dropFirst(2).first ?? 1)
        var run = try await RecordsRun(records: max(records, 100), seed: seed)
        defer { run.remove() }
        try await run.fill()
        for role in RecordRole.allCases {
            let times = try await run.perform(role, operations)
            report(role, times)
        }
    }

    private static func report(_ role: RecordRole, _ times: [String: [(policy: Double, plain: Double)]]) {
        let all = times.values.joined()
        let (policy, plain) = (all.reduce(0) { $0 + $1.policy }, all.reduce(0) { $0 + $1.plain })
        print(
            "\(role.rawValue): operations=\(all.count) AURA=\(rounded(policy / 1_000, 2)) s"
                + " plain=\(rounded(plain / 1_000, 2)) s ratio=\(rounded(policy / plain, 2)) (goal 2)")
        for (name, samples) in times.sorted(by: { $0.key < $1.key }) {
            let (with, without) = (Samples(samples.map(\.policy)).median, Samples(samples.map(\.plain)).median)
            print(
                "  \(name): n=\(samples.count) p50 AURA=\(rounded(with, 3)) ms plain=\(rounded(without, 3)) ms"
                    + " ratio=\(rounded(with / without, 2))")
        }
    }
}

/// Both stores, the oracle, and a clock that goes a second with each operation.
private struct RecordsRun {
    struct Mismatch: Error, CustomStringConvertible {
        let description: String
    }

    private let bench: TemporaryPlatform
    private let plain: PlainRecords
    private let plainFolder: String
    private let clock: MovingClock
    private let records: Int
    private let seed: UInt64
    private var oracle = RecordOracle()
    private var choice: RecordChoice

    private static let days = 60

    init(records: Int, seed: UInt64) async throws {
        self.records = records
        self.seed = seed
        clock = MovingClock(WallClock.system.now.adding(days: -RecordsRun.days - 1))
        bench = try await TemporaryPlatform(clock: clock.wallClock)
        plainFolder = NSTemporaryDirectory() + "aura-plain-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: plainFolder, withIntermediateDirectories: true)
        plain = try PlainRecords(at: plainFolder + "/plain.db")
        let (people, purposes) = (max(records / 10, 1), 20)
        let step = Int64(RecordsRun.days) * 86_400_000 / Int64(records)
        choice = RecordChoice(
            people: people, purposes: purposes, window: 50 * Int64(purposes) * step,
            random: SeededGenerator(seed: seed))
    }

    func remove() {
        bench.remove()
        try? FileManager.default.removeItem(atPath: plainFolder)
    }

    mutating func fill() async throws {
        var filling = try await RecordFilling(bench, purposes: choice.purposes)
        try await filling.addPeople(choice.people)
        try await plain.addPeople(choice.people, purposes: choice.purposes, at: clock.now)
        let step = Int64(RecordsRun.days) * 86_400_000 / Int64(records)
        for start in stride(from: 0, to: records, by: 500) {
            var batch: [(person: Int, purpose: Int, text: String, at: Timestamp)] = []
            for _ in start..<min(records, start + 500) {
                clock.advance(milliseconds: step)
                batch.append(
                    (
                        Int.random(in: 0..<choice.people, using: &choice.random),
                        Int.random(in: 0..<choice.purposes, using: &choice.random), choice.text(), clock.now
                    ))
            }
            let keys = try await filling.add(batch)
            try await plain.add(zip(keys, batch).map { ($0, $1.person, $1.purpose, $1.text, $1.at) })
            for (key, record) in zip(keys, batch) {
                oracle.add(key, person: record.person, purpose: record.purpose, text: record.text, at: record.at)
            }
        }
        print(
            "filled with \(records) records of \(choice.people) persons for \(choice.purposes) purposes, seed \(seed)")
    }

    /// Performs so many operations of a role on both stores.
    mutating func perform(
        _ role: RecordRole, _ operations: Int
    ) async throws -> [String: [(policy: Double, plain: Double)]] {
        let policy = PolicyRecords(bench: bench)
        var times: [String: [(policy: Double, plain: Double)]] = [:]
        for number in 0..<operations {
            clock.advance(milliseconds: 1_000)
            let now = clock.now
            guard let work = choice.next(role, oracle, at: now) else { break }
            let (first, withPolicy) = try await timed(work, policy, now)
            let (second, without) = try await timed(work.named(by: first), plain, now)
            let expected = oracle.expected(work, first, at: now)
            for (store, answer) in [("AURA", first), ("the plain store", second)] where answer != expected {
                throw Mismatch(
                    description: "\(store) answers \(answer) to \(work), operation \(number) of the \(role.rawValue),"
                        + " and the oracle \(expected); seed \(seed)")
            }
            times[work.name, default: []].append((withPolicy, without))
        }
        return times
    }

    private func timed(
        _ work: RecordWork, _ store: some RecordStore, _ now: Timestamp
    ) async throws -> (RecordAnswer, Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let answer = try await store.perform(work, at: now)
        return (answer, start.duration(to: clock.now).milliseconds)
    }
}

/// A clock that stands still until it is moved.
private final class MovingClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ start: Timestamp) { moment = Mutex(start) }

    var now: Timestamp { moment.withLock { $0 } }
    var wallClock: WallClock { WallClock { self.now } }

    func advance(milliseconds: Int64) { moment.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
}
