import AuraCore
import Foundation
import Glibc
import Testing

@testable import AuraStore

@Suite struct WriteGateTests {
    @Test func `a write waits its time for the holder of the gate and then names it`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let other = try await Sample.open(folder)
        let gate = WriteGate(path: folder.file("lock"), waiting: .seconds(5))
        let before = WallClock.system.now
        // On a thread of its own, since the gate is held over an await here.
        let (held, release) = (DispatchGroup(), DispatchGroup())
        held.enter()
        release.enter()
        Thread.detachNewThread {
            try? gate.hold { () throws(StoreError) in
                held.leave()
                release.wait()
            }
        }
        await withCheckedContinuation { done in held.notify(queue: .global()) { done.resume() } }
        for write in [
            { try await other.operator.write(Sample.event(in: .operator)) { _ in } },
            { _ = try await other.keyring.insert([]) },
            { try await other.truncateLogs() },
            { _ = try await other.ledger.append(at: Sample.start, scope: .purge, tenant: .make(at: Sample.start)) },
        ] as [@Sendable () async throws -> Void] {
            let error = await #expect(throws: StoreError.self) { try await write() }
            guard case .locked(let pid, let since)? = error else {
                Issue.record("not locked: \(String(describing: error))")
                continue
            }
            #expect(pid == getpid())
            #expect(try #require(since) >= before)
        }
        #expect(try await other.operator.read { try $0.counts() }.messages == 0, "a read waits for nobody")
        release.leave()
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
        try await other.operator.write(Sample.event(in: .operator)) { _ in }
        #expect(try await store.operator.verify(.operator) == .intact(entries: 3))
    }

    @Test func `another process holds the gate as well`() async throws {
        let folder = TestFolder()
        try await Sample.create(in: folder).close()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/flock")
        process.arguments = [folder.file("lock"), "sh", "-c", "echo held; cat"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        #expect(try output.fileHandleForReading.read(upToCount: 5) == Data("held\n".utf8))
        await #expect(throws: StoreError.locked(by: nil, since: nil)) { _ = try await Sample.open(folder) }
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        try await Sample.open(folder).close()
    }

    @Test func `writes of two stores on one folder are one after the other, and none is lost`() async throws {
        let folder = TestFolder()
        let first = try await Sample.create(in: folder)
        let second = try await Sample.open(folder, waiting: .seconds(60))
        try await withThrowingTaskGroup { group in
            for place in 0..<40 {
                group.addTask {
                    let store = place.isMultiple(of: 2) ? first : second
                    try await store.operator.write(Sample.event(in: .operator)) { writer in
                        try writer.insertJob(
                            Job(
                                id: .make(at: Sample.start), tenant: nil, kind: .purge, plan: [:],
                                startedAt: Sample.start))
                    }
                    try await store.keyring.insert([Sample.wrappedKey(.owner, tenant: .make(at: Sample.start))])
                }
            }
            try await group.waitForAll()
        }
        #expect(try await first.operator.verify(.operator) == .intact(entries: 41))
        #expect(try await second.operator.read { try $0.unfinishedJobs(limit: 100) }.count == 40)
        #expect(try await first.keyring.counts() == [.enabled: 41])
        #expect(try await first.keyring.epoch() == 41)
        try await first.integrity()
    }

    @Test func `the gate opens again when its holder fails`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        await #expect(throws: StoreError.absent) {
            try await store.operator.write(Sample.event(in: .operator)) { _ in throw StoreError.absent }
        }
        let other = try await Sample.open(folder)
        try await other.operator.write(Sample.event(in: .operator)) { _ in }
        #expect(LockHolder.Place.gate.rawValue == 0)
        #expect(!String(decoding: folder.bytes("lock"), as: UTF8.self).contains("pid"))
    }

    @Test func `a log that has grown is moved into the file by the writer that finds it so`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let tenant = Workspace("acme", mark: "-")
        try await tenant.insert(into: store)
        let body = SealedValue(bytes: [UInt8](repeating: 7, count: 1 << 20))
        for place in 0..<12 {
            try await store.tenant(tenant.tenant.id).change { writer in
                let (document, passages) = Workspace.document(of: tenant.bot.id, mark: "-", terms: [[]])
                try writer.insertDocument(
                    document, titleIndex: Sample.index("\(place)"), body: body, passages: passages)
            }
            #expect(store.sizes().databaseLog < 7 << 20)
        }
        #expect(store.sizes().database > 8 << 20)
        try await store.truncateLogs()
        #expect(store.sizes().databaseLog == 0)
        #expect(store.sizes().keyringLog == 0)
        try await store.integrity()
    }

    @Test func `a reader in the way keeps the log from being emptied, and that is said`() async throws {
        let folder = TestFolder()
        let store = try await Sample.open(try await prepared(folder))
        let (started, release) = (DispatchGroup(), DispatchGroup())
        started.enter()
        release.enter()
        let reading = Task {
            try await store.operator.read { reader in
                _ = try reader.counts()
                started.leave()
                release.wait()
            }
        }
        await withCheckedContinuation { done in started.notify(queue: .global()) { done.resume() } }
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
        await #expect(throws: StoreError.locked(by: nil, since: nil)) { try await store.truncateLogs() }
        release.leave()
        try await reading.value
        try await store.truncateLogs()
        #expect(store.sizes().databaseLog == 0)
    }

    private func prepared(_ folder: TestFolder) async throws -> TestFolder {
        try await Sample.create(in: folder).close()
        return folder
    }
}
