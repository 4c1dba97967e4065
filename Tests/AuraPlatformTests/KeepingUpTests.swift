import AuraPlatform
import Foundation
import Synchronization
import Testing

/// What falls due, and what another process destroys, reaches a process that lives (FAULTS.md R3, VAULT.md §2).
@Suite struct KeepingUpTests {
    /// Runs a body while the platform keeps up beside it, second by second as the body lets them pass.
    private func keepingUp(
        _ platform: Platform, _ body: (StepClock, Failures) async throws -> Void
    ) async throws {
        let clock = StepClock()
        let failures = Failures()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await platform.keepUp(clock: clock) { failures.add($0.code) } }
            await clock.waitForPause()
            try await body(clock, failures)
            group.cancelAll()
        }
    }

    private func keyring(_ test: TestPlatform, _ condition: String) throws -> [KeyID] {
        try RawStore(path: test.folder + "/keyring.db")
            .column("SELECT keyId FROM wrappedKey WHERE \(condition) ORDER BY keyId").compactMap(KeyID.init)
    }

    @Test func `an idle process drops a key that another has destroyed at the next second, and no other`() async throws
    {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let turn = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.ask("How do refunds work?", by: "bob@x.example", of: acme)
        let ann = try #require(turn.person?.rawValue)
        let raw = RawStore(path: test.folder + "/aura.db")
        let key = try #require(
            try raw.column("SELECT ownerKeyId FROM visitor WHERE visitorId = '\(ann)'").first.flatMap(KeyID.init))
        let others = try keyring(test, "kind = 'owner' AND keyId <> '\(key)'").filter(test.platform.holds)
        #expect(test.platform.holds(key) && others.count > 1)
        try await keepingUp(test.platform) { clock, _ in
            let other = try await test.reopened()
            guard case .done = try await other.subjects.erase("ann@x.example", of: acme, as: test.me) else {
                throw TestPlatform.Refused()
            }
            #expect(test.platform.holds(key), "nothing has asked it to look yet")
            await clock.passSecond()
            #expect(!test.platform.holds(key))
            #expect(others.allSatisfy(test.platform.holds))
        }
    }

    @Test func `the hour, the week and the day of replaced keys end inside a process that goes on`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        try await keepingUp(test.platform) { clock, failures in
            _ = try await test.platform.keys.reseal("ann@x.example", of: acme, as: test.me)
            _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me)
            let old = try #require(try keyring(test, "successorId IS NOT NULL").first)
            test.clock.advance(milliseconds: 3_599_999)
            await clock.passSecond()
            #expect(try keyring(test, "state = 'disabled'").isEmpty)
            test.clock.advance(milliseconds: 1)
            await clock.passSecond()
            #expect(try keyring(test, "state = 'disabled'").isEmpty, "settled within the last minute")
            test.clock.advance(milliseconds: 60_000)
            await clock.passSecond()
            #expect(try keyring(test, "state = 'disabled'") == [old])
            test.clock.advance(days: 1, milliseconds: 3_600_000)
            await clock.passSecond()
            #expect(try keyring(test, "state = 'destroyed' AND kind = 'index'").count == 1)
            test.clock.advance(days: 7)
            await clock.passSecond()
            #expect(try keyring(test, "state = 'destroyed' AND kind = 'owner'") == [old])
            #expect(failures.all.isEmpty)
        }
        #expect(try await RotationTests.texts(of: acme, in: test.platform, as: test.me).count == 2)
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `a failure is told once until it is over, and the process goes on keeping up`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.platform.keys.reseal(nil, of: acme, as: test.me)
        test.clock.advance(milliseconds: 3_600_000)
        let raw = RawStore(path: test.folder + "/aura.db")
        try raw.refuse("ownerkey.disabled")
        try await keepingUp(test.platform) { clock, failures in
            for _ in 0..<3 {
                await clock.passSecond()
                test.clock.advance(milliseconds: 30_000)
                #expect(failures.all.count == 1)
            }
            try raw.run("DROP TRIGGER refuse")
            test.clock.advance(milliseconds: 60_000)
            await clock.passSecond()
            #expect(failures.all.count == 1)
            let cursors = try raw.column("SELECT cursor FROM job WHERE state = 'running'")
            #expect(cursors.first?.hasPrefix("disabled") == true)
        }
    }

    @Test func `keeping up ends with the work beside it, and hands its result and its error through`() async throws {
        let test = try await TestPlatform()
        #expect(try await test.platform.keepingUp { 7 } == 7)
        await #expect(throws: TestPlatform.Refused.self) {
            try await test.platform.keepingUp { throw TestPlatform.Refused() }
        }
    }
}

private final class Failures: Sendable {
    private let codes = Mutex<[PlatformError.Code]>([])

    var all: [PlatformError.Code] { codes.withLock { $0 } }

    func add(_ code: PlatformError.Code) {
        codes.withLock { $0.append(code) }
    }
}

/// A clock whose pauses end when the test says so.
private final class StepClock: Clock {
    private let (pauses, paused) = AsyncStream<Void>.makeStream()
    private let (steps, step) = AsyncStream<Void>.makeStream()

    var now: ContinuousClock.Instant { .now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        paused.yield()
        for await _ in steps { return }
        throw CancellationError()
    }

    /// Waits until what runs by this clock pauses.
    func waitForPause() async {
        for await _ in pauses { return }
    }

    /// Lets one pause end, and waits for the next.
    func passSecond() async {
        step.yield()
        await waitForPause()
    }
}
