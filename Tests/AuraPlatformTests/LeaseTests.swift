import AuraPlatform
import Foundation
import Testing

/// Jobs of several processes over the same rows: one owner at a time, each job ends once (FAULTS.md RC4, CK4, I17).
@Suite struct LeaseTests {
    /// An installation of which more rows are due than one batch takes, and the same as a copy.
    private func overdue() async throws -> (test: TestPlatform, acme: ObjectName, copy: String) {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        for _ in 0..<180 { _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme) }
        test.platform.close()
        test.clock.advance(days: 40)
        let copy = TestPlatform.newFolder()
        try FileManager.default.copyItem(atPath: test.folder, toPath: copy)
        test.clock.advance(days: 60)
        return (test, acme, copy)
    }

    private func purge(
        _ platform: Platform, as me: Principal, progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws -> RetentionService.PurgeReport {
        var options = RetentionService.PurgeOptions()
        options.acceptsClockJump = true
        guard case .done(let report) = try await platform.retention.purge(options, as: me, progress: progress) else {
            throw TestPlatform.Refused()
        }
        return report
    }

    private func receipts(_ test: TestPlatform) throws -> [String] {
        try RawStore(path: test.folder + "/aura.db").column("SELECT action FROM receipt ORDER BY receiptId")
    }

    @Test func `a purge whose lease lapsed is taken over, changes nothing more, and ends as an undisturbed one`()
        async throws
    {
        let (test, acme, copy) = try await overdue()
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let undisturbed = try await test.reopened { $0.dataDirectory = copy }
        let digest = try await purge(undisturbed, as: test.me).receipt?.json["digest"]
        let first = try await test.reopened()
        let pause = Pause()
        let me = test.me
        let outcome = await withTaskGroup(of: PlatformError.Code?.self) { group in
            group.addTask(executorPreference: OwnThreads()) {
                do {
                    _ = try await purge(first, as: me) { _ in pause.reach() }
                    return nil
                } catch let error as PlatformError {
                    return error.code
                } catch {
                    return .internalFailure
                }
            }
            do {
                await pause.reached()
                let early = try await test.reopened { $0.waiting = .milliseconds(1) }
                #expect(try receipts(test).isEmpty, "whoever opens while the lease counts leaves the job alone")
                await expect(.storeLocked) { try await purge(early, as: me) }
                await expect(.storeLocked) { try await early.subjects.erase("ann@x.example", of: acme, as: me) }
                test.clock.advance(milliseconds: Limits.leaseMilliseconds)
                let second = try await test.reopened()
                #expect(try receipts(test) == ["purge"], "the second owner has finished the job")
                #expect(try await second.retention.receipts(as: me).first?.json["digest"] == digest)
                #expect(try await second.conversations.list(of: acme, as: me).isEmpty)
            } catch {
                Issue.record(error)
            }
            let before = try? RawStore(path: test.folder + "/aura.db").column("SELECT chainHash FROM auditEntry")
            pause.end()
            let code = await group.next() ?? nil
            let after = try? RawStore(path: test.folder + "/aura.db").column("SELECT chainHash FROM auditEntry")
            #expect(before != nil && before == after, "the first owner's next batch changes nothing")
            return code
        }
        #expect(outcome == .leaseLost)
        #expect(PlatformError(.leaseLost, "").exit == 11)
        #expect(try receipts(test) == ["purge"])
        let last = try await test.reopened()
        #expect(try await last.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `while one job runs a purge, an erasure and the end of a workspace wait; each has one receipt`()
        async throws
    {
        let (test, acme, copy) = try await overdue()
        try FileManager.default.removeItem(atPath: copy)
        let first = try await test.reopened()
        let (pause, me) = (Pause(), test.me)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: OwnThreads()) {
                _ = try await purge(first, as: me) { _ in pause.reach() }
            }
            await pause.reached()
            let other = try await test.reopened { $0.waiting = .milliseconds(1) }
            await expect(.storeLocked) { try await other.subjects.erase("ann@x.example", of: acme, as: me) }
            _ = try await other.tenants.close("acme", as: me)
            await expect(.storeLocked) { try await purge(other, as: me) }
            await expect(.storeLocked) { try await other.keys.rewrap(acme, as: me) }
            await expect(.storeLocked) { try await other.keys.reseal(nil, of: acme, as: me) }
            pause.end()
            try await group.waitForAll()
        }
        #expect(try receipts(test) == ["purge"])
        test.clock.advance(days: 30)
        let last = try await test.reopened()
        _ = try await purge(last, as: me)
        #expect(try receipts(test) == ["purge", "purge"])
        #expect(try await last.tenants.list(as: me).isEmpty)
        #expect(try await last.audit.verify(as: me).allSatisfy(\.holds))
    }

    @Test func `an owner that ended without letting go makes nobody wait`() async throws {
        let (test, _, copy) = try await overdue()
        try FileManager.default.removeItem(atPath: copy)
        let first = try await test.reopened()
        await expect(.cancelled) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await purge(first, as: test.me) { _ in withUnsafeCurrentTask { $0?.cancel() } }
                }
                try await group.waitForAll()
            }
        }
        // A cancelled task writes nothing any more: the row still names the owner, as after a kill.
        let raw = RawStore(path: test.folder + "/aura.db")
        let token = try #require(
            try raw.column("SELECT fencing FROM lease WHERE owner IS NOT NULL").first.flatMap(Int.init))
        _ = try await test.reopened()
        #expect(try receipts(test) == ["purge"])
        #expect(try raw.column("SELECT fencing FROM lease WHERE owner IS NULL") == ["\(token + 1)"])
    }
}

/// A place where a job is held, on a thread of its own, until the test lets it go on.
private final class Pause: Sendable {
    private let (places, reachedPlace) = AsyncStream<Void>.makeStream()
    private let released = DispatchSemaphore(value: 0)

    /// Blocks the thread the first time; afterwards it does nothing.
    func reach() {
        reachedPlace.yield()
        released.wait()
        released.signal()
    }

    func reached() async {
        for await _ in places { return }
    }

    func end() {
        released.signal()
    }
}

/// Runs each piece of a task on a thread of its own, so that one that is held keeps nobody waiting.
private final class OwnThreads: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        Thread.detachNewThread { job.runSynchronously(on: executor) }
    }
}
