import AuraCore
import Foundation
import Testing

@testable import AuraStore

/// One owner works on jobs at a time, and one that has lost its lease changes nothing any more (VAULT.md §8, I17).
@Suite struct LeaseTests {
    private let folder = TestFolder()
    private let expiry = Limits.leaseMilliseconds

    private func later(_ milliseconds: Int64) -> Timestamp { Sample.start.adding(milliseconds: milliseconds) }

    private func job(of store: Store) async throws -> Job {
        let job = Job(id: .make(at: Sample.start), tenant: nil, kind: .purge, plan: [:], startedAt: Sample.start)
        try await store.operator.write(Sample.event(in: .operator)) { try $0.insertJob(job) }
        return job
    }

    @Test func `one owner has the lease at a time, whoever writes meanwhile, and tokens rise`() async throws {
        let store = try await Sample.create(in: folder)
        let other = try await Sample.open(folder)
        let first = try await store.withLease(.fixed(Sample.start)) {
            let token = try #require(Lease.current?.token)
            #expect(try await other.takeLease(at: Sample.start) == nil)
            await #expect(throws: StoreError.locked(by: getpid(), since: Sample.start)) {
                try await other.withLease(.fixed(Sample.start)) {}
            }
            #expect(try await other.withLeaseIfFree(.fixed(Sample.start)) { true } == nil)
            try await other.operator.write(Sample.event(in: .operator)) { _ in }
            return token
        }
        #expect(Lease.current == nil)
        let second = try await other.withLease(.fixed(Sample.start)) { Lease.current?.token }
        #expect(second == first + 1)
    }

    @Test func `an owner whose lease has lapsed and was taken over changes nothing, in none of the three stores`()
        async throws
    {
        let store = try await Sample.create(in: folder)
        let other = try await Sample.open(folder)
        let job = try await job(of: store)
        try await store.withLease(.fixed(Sample.start)) {
            try await store.operator.write(Sample.event(in: .operator)) { try $0.advanceJob(job.id, to: "1") }
            #expect(try await other.takeLease(at: later(expiry - 1)) == nil)
            let taken = try #require(try await other.takeLease(at: later(expiry)))
            let before = try await other.operator.verify(.operator)
            let (head, epoch) = (store.ledger.head, try await store.keyring.epoch())
            await #expect(throws: StoreError.leaseLost) {
                try await store.operator.write(Sample.event(in: .operator, at: later(expiry))) {
                    try $0.advanceJob(job.id, to: "0")
                }
            }
            await #expect(throws: StoreError.leaseLost) {
                _ = try await store.ledger.append(at: Sample.start, scope: .purge, tenant: .make(at: Sample.start))
            }
            await #expect(throws: StoreError.leaseLost) {
                _ = try await store.keyring.insert([Sample.wrappedKey(.ledger)])
            }
            await #expect(throws: StoreError.leaseLost) {
                _ = try await store.keyring.destroy([], reason: "-", at: Sample.start, applying: head)
            }
            #expect(try await other.operator.verify(.operator) == before)
            #expect(try await other.operator.read { try $0.job(job.id)?.cursor } == "1")
            #expect(other.ledger.head == head)
            #expect(try await other.keyring.epoch() == epoch)
            try await Lease.$current.withValue(taken) {
                try await other.operator.write(Sample.event(in: .operator, at: later(expiry))) {
                    try $0.advanceJob(job.id, to: "2")
                }
            }
        }
        // That the first one ends does not free what the second has.
        #expect(try await store.operator.read { try $0.job(job.id)?.cursor } == "2")
    }

    @Test func `each transaction prolongs the lease`() async throws {
        let store = try await Sample.create(in: folder)
        let other = try await Sample.open(folder)
        try await store.withLease(.fixed(Sample.start)) {
            for step in 1...3 {
                let now = later(Int64(step) * (expiry - 1))
                try await store.operator.write(Sample.event(in: .operator, at: now)) { _ in }
                #expect(try await other.takeLease(at: now.adding(milliseconds: expiry - 1)) == nil)
            }
        }
    }

    @Test(arguments: [0, 3_600_000, -3_600_000])
    func `a dead owner's lease is free at once, whatever the clock says`(difference: Int64) async throws {
        let store = try await Sample.create(in: folder)
        do {
            // Dropped as a kill drops it: the row still names the owner.
            let lease = try #require(try await store.takeLease(at: Sample.start))
            #expect(try await store.takeLease(at: Sample.start) == nil)
            withExtendedLifetime(lease) {}
        }
        let next = try await store.withLease(.fixed(later(difference))) { Lease.current?.token }
        #expect(next == 2)
    }

    @Test func `a lease that ends later than any owner could say is of a wrong clock, and does not count`() async throws
    {
        let store = try await Sample.create(in: folder)
        let other = try await Sample.open(folder)
        try await store.withLease(.fixed(Sample.day(400))) {
            let taken = try await other.takeLease(at: Sample.start)
            #expect(taken != nil)
        }
    }

    @Test func `a database that was set back hands out no token that the keyring has seen`() async throws {
        let store = try await Sample.create(in: folder)
        for _ in 0..<3 { try await store.withLease(.fixed(Sample.start)) {} }
        try await store.operator.write(Sample.event(in: .operator)) { writer in
            _ = try writer.connection.run("UPDATE lease SET fencing = 1")
        }
        let token = try await store.withLease(.fixed(Sample.start)) {
            _ = try await store.keyring.insert([Sample.wrappedKey(.ledger)])
            return Lease.current?.token
        }
        #expect(token == 4)
    }

    @Test func `a restore keeps jobs out, and waits for one that runs`() async throws {
        let store = try await Sample.create(in: folder)
        let path = folder.file("lock")
        let all = try #require(try JobLock.take(.all, path: path))
        #expect(try await store.takeLease(at: Sample.start) == nil)
        all.release()
        try await store.withLease(.fixed(Sample.start)) {
            _ = #expect(throws: StoreError.self) { try JobLock.takeAll(path: path, waiting: .milliseconds(10)) }
        }
        try JobLock.takeAll(path: path, waiting: .milliseconds(10)).release()
    }

    @Test func `a dry run looks whether the lease is free and takes none`() async throws {
        let store = try await Sample.create(in: folder)
        let rehearsal = try await Sample.open(folder, discardsWrites: true)
        try await rehearsal.withLease(.fixed(Sample.start)) {
            try await rehearsal.operator.write(Sample.event(in: .operator)) { _ in }
            #expect(try await store.takeLease(at: Sample.start)?.token == 1)
        }
        try await store.withLease(.fixed(Sample.start)) {
            _ = await #expect(throws: StoreError.self) { try await rehearsal.withLease(.fixed(Sample.start)) {} }
        }
    }

    @Test(arguments: [-1, Int.max])
    func `a token that nobody handed out is damage, not a trap`(token: Int) async throws {
        let store = try await Sample.create(in: folder)
        try await store.operator.write(Sample.event(in: .operator)) { writer in
            _ = try writer.connection.run("UPDATE lease SET fencing = :token", ["token": SQLValue(token)])
        }
        await #expect(throws: StoreError.corrupt(file: "aura.db")) {
            try await store.withLease(.fixed(Sample.start)) {}
        }
    }
}
