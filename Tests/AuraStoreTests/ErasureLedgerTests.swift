import AuraCore
import Testing

@testable import AuraStore

@Suite struct ErasureLedgerTests {
    private static let file = "ledger.jsonl"
    private static let tenant = Tenant.ID.make(at: Sample.start)

    /// A closed store whose ledger has three entries, of which the keyring has applied `keyring` and the database
    /// `database`.
    private func prepared(
        in folder: TestFolder, keyring: Int = 0, database: Int = 0
    ) async throws -> [LedgerHead] {
        let store = try await Sample.create(in: folder)
        var heads = [store.ledger.head]
        for day in 1...3 {
            heads.append(
                try await store.ledger.append(
                    at: Sample.day(day), scope: .period, tenant: Self.tenant, classes: [.conversation],
                    keys: [Sample.keyID()], cutoffs: [.conversation: Sample.day(day)]
                ).head)
        }
        let (applied, noted) = (heads[keyring], heads[database])
        try await store.keyring.setLedgerHead(applied)
        try await store.operator.write(Sample.event(in: .operator)) { try $0.setLedgerHead(noted) }
        try store.close()
        return heads
    }

    private func lines(of folder: TestFolder) -> [[UInt8]] {
        folder.bytes(Self.file).split(separator: 0x0A).map(Array.init)
    }

    @Test func `each line is canonical JSON, names the hash of the line before, and ends in one line feed`()
        async throws
    {
        let folder = TestFolder()
        let heads = try await prepared(in: folder)
        #expect(folder.bytes(Self.file).last == 0x0A)
        var previous = SHA256.hash(Array("aura/ledger/v1/\(Sample.installation.rawValue)".utf8))
        let lines = lines(of: folder)
        #expect(lines.count == 3)
        for (place, line) in lines.enumerated() {
            let json = try JSONValue(parsing: line)
            #expect(json.canonical == line)
            #expect(json["seq"]?.integer == Int64(place))
            #expect(json["prev"]?.string == Hexadecimal.encode(previous))
            previous = SHA256.hash(line)
            #expect(heads[place + 1] == LedgerHead(sequence: place, hash: Hexadecimal.encode(previous)))
        }
    }

    @Test func `a store that is behind opens and says so`() async throws {
        let folder = TestFolder()
        let heads = try await prepared(in: folder, keyring: 2, database: 1)
        let store = try await Sample.open(folder)
        #expect(store.ledgerState == LedgerState(ledger: heads[3], keyring: heads[2], database: heads[1]))
        #expect(store.ledgerState.needsReplay)
        #expect(try await !store.isLedgerApplied())
        let missed = try await store.ledger.entries(after: heads[1].sequence, limit: 10)
        #expect(missed.map(\.head) == [heads[2], heads[3]])
        #expect(missed.map(\.entry.at) == [Sample.day(2), Sample.day(3)])
        #expect(try await store.ledger.entries(after: -1, limit: 2).map(\.entry.sequence) == [0, 1])
        try await store.keyring.setLedgerHead(heads[3])
        try await store.operator.write(Sample.event(in: .operator)) { try $0.setLedgerHead(heads[3]) }
        #expect(try await store.isLedgerApplied())
    }

    @Test func `what a store has applied never goes back`() async throws {
        let folder = TestFolder()
        let heads = try await prepared(in: folder, keyring: 3, database: 3)
        let store = try await Sample.open(folder)
        try await store.keyring.setLedgerHead(heads[1])
        try await store.operator.write(Sample.event(in: .operator)) { try $0.setLedgerHead(heads[1]) }
        #expect(try await store.isLedgerApplied())
    }

    @Test(arguments: ["{\"at\":", "\0\0\0\0", "\0\0\0\"v\":1}\n"])
    func `a torn tail that no store refers to is cut`(tail: String) async throws {
        let folder = TestFolder()
        let heads = try await prepared(in: folder, keyring: 3, database: 3)
        let whole = folder.bytes(Self.file)
        try folder.write(whole + Array(tail.utf8), to: Self.file)
        let store = try await Sample.open(folder)
        #expect(store.ledger.head == heads[3])
        #expect(folder.bytes(Self.file) == whole)
        #expect(try await store.ledger.append(at: Sample.start, scope: .purge, tenant: Self.tenant).head.sequence == 3)
        #expect(try await store.ledger.verify() == 4)
    }

    @Test(arguments: ["garbage\n", "{}\n", "\n", "x\ny"])
    func `a tail that no cut-off append leaves is damage`(tail: String) async throws {
        let folder = TestFolder()
        _ = try await prepared(in: folder)
        let bytes = folder.bytes(Self.file) + Array(tail.utf8)
        try folder.write(bytes, to: Self.file)
        await #expect(throws: StoreError.corrupt(file: Self.file)) { _ = try await Sample.open(folder) }
        #expect(folder.bytes(Self.file) == bytes)
    }

    @Test func `a last line cut short is cut off where no store refers to it, and is damage where one does`()
        async throws
    {
        for applied in [2, 3] {
            let folder = TestFolder()
            let heads = try await prepared(in: folder, keyring: applied, database: 1)
            try folder.write(folder.bytes(Self.file).dropLast(1), to: Self.file)
            if applied == 2 {
                #expect(try await Sample.open(folder).ledger.head == heads[2])
                #expect(lines(of: folder).count == 2)
            } else {
                let before = folder.bytes(Self.file)
                await #expect(throws: StoreError.corrupt(file: Self.file)) { _ = try await Sample.open(folder) }
                #expect(folder.bytes(Self.file) == before)
            }
        }
    }

    /// Opens the ledger alone, as the store does.
    private func open(_ folder: TestFolder, keyring: LedgerHead, database: LedgerHead) throws(StoreError) {
        _ = try ErasureLedger.open(
            in: folder.path, gate: WriteGate(path: folder.file("lock"), waiting: .seconds(1)),
            start: .start(of: Sample.installation, digests: Sample.digests), keyring: keyring, database: database,
            digests: Sample.digests)
    }

    @Test func `a flipped bit anywhere before the last line is damage`() async throws {
        let folder = TestFolder()
        let heads = try await prepared(in: folder)
        let whole = folder.bytes(Self.file)
        let end = try #require(whole.dropLast().lastIndex(of: 0x0A))
        try open(folder, keyring: heads[0], database: heads[0])
        for place in 0...end {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            try folder.write(bytes, to: Self.file)
            #expect(throws: StoreError.corrupt(file: Self.file), "bit \(place % 8) of byte \(place)") {
                try open(folder, keyring: heads[0], database: heads[0])
            }
            #expect(folder.bytes(Self.file) == bytes)
        }
    }

    @Test func `a flipped bit of the last line is damage once a store refers to it`() async throws {
        let folder = TestFolder()
        let heads = try await prepared(in: folder)
        let whole = folder.bytes(Self.file)
        for place in ((whole.dropLast().lastIndex(of: 0x0A) ?? 0) + 1)..<whole.count {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            try folder.write(bytes, to: Self.file)
            #expect(throws: StoreError.self, "bit \(place % 8) of byte \(place)") {
                try open(folder, keyring: heads[3], database: heads[0])
            }
            #expect(folder.bytes(Self.file) == bytes)
        }
    }

    @Test func `a ledger that was set back is told from the store that is ahead of it`() async throws {
        for (keyring, database, file) in [(3, 1, "keyring.db"), (1, 3, "aura.db")] {
            let folder = TestFolder()
            _ = try await prepared(in: folder, keyring: keyring, database: database)
            try folder.write(lines(of: folder)[0] + [0x0A], to: Self.file)
            await #expect(throws: StoreError.aheadOfLedger(file: file)) { _ = try await Sample.open(folder) }
            try folder.write([], to: Self.file)
            await #expect(throws: StoreError.aheadOfLedger(file: "keyring.db")) { _ = try await Sample.open(folder) }
        }
    }

    @Test func `a fork of the ledger is refused although its own chain is whole`() async throws {
        let folder = TestFolder()
        let heads = try await prepared(in: folder, keyring: 2, database: 2)
        let first = lines(of: folder)[0]
        let forked = LedgerEntry(
            sequence: 1, at: Sample.day(2), scope: .purge, tenant: Self.tenant, subject: nil, classes: [], keys: [],
            cutoffs: [:], previous: heads[1].hash)
        try folder.write(first + [0x0A] + forked.json.canonical + [0x0A], to: Self.file)
        await #expect(throws: StoreError.aheadOfLedger(file: "keyring.db")) { _ = try await Sample.open(folder) }
    }

    @Test func `two processes append to one chain`() async throws {
        let folder = TestFolder()
        _ = try await prepared(in: folder)
        let first = try await Sample.open(folder, waiting: .seconds(60))
        let second = try await Sample.open(folder, waiting: .seconds(60))
        try await withThrowingTaskGroup { group in
            for place in 0..<20 {
                group.addTask {
                    let ledger = place.isMultiple(of: 2) ? first.ledger : second.ledger
                    _ = try await ledger.append(at: Sample.start, scope: .purge, tenant: Self.tenant)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await first.ledger.verify() == 23)
        #expect(try await second.ledger.verify() == 23)
        let times = try await first.ledger.entries(after: -1, limit: 100).map(\.entry.at)
        #expect(times == times.sorted(), "times never fall")
    }

    @Test func `a search begins at its place, ends at the first entry that is meant, and moves behind it`() async throws
    {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let tenants = (0..<4).map { _ in Tenant.ID.make(at: Sample.start) }
        #expect(try await store.ledger.place(after: -1) == store.ledger.end)
        for tenant in tenants + tenants {
            _ = try await store.ledger.append(at: Sample.start, scope: .purge, tenant: tenant)
        }
        let middle = try await store.ledger.place(after: 3)
        #expect(middle.sequence == 3)
        let found = try #require(try await store.ledger.first(from: middle) { $0.tenant == tenants[1] })
        #expect(found.entry.sequence == 5 && found.next.sequence == 5)
        #expect(found.head.sequence == 5)
        #expect(try await store.ledger.first(from: found.next) { $0.tenant == tenants[1] } == nil)
        #expect(try await store.ledger.first(from: found.next) { $0.tenant == tenants[2] }?.entry.sequence == 6)
        #expect(try await store.ledger.first(from: store.ledger.end) { _ in true } == nil)
        let other = try await Sample.open(folder)
        let late = store.ledger.end
        _ = try await other.ledger.append(at: Sample.start, scope: .purge, tenant: tenants[0])
        #expect(try await store.ledger.first(from: late) { _ in true }?.entry.sequence == 8)
    }

    @Test func `a ledger that shrank or went while the store is open takes no entry`() async throws {
        let folder = TestFolder()
        _ = try await prepared(in: folder)
        let store = try await Sample.open(folder)
        try folder.write(lines(of: folder)[0] + [0x0A], to: Self.file)
        await #expect(throws: StoreError.corrupt(file: Self.file)) {
            _ = try await store.ledger.append(at: Sample.start, scope: .purge, tenant: Self.tenant)
        }
        await #expect(throws: StoreError.corrupt(file: Self.file)) { _ = try await store.ledger.verify() }
        #expect(lines(of: folder).count == 1)
        try folder.remove(Self.file)
        await #expect(throws: StoreError.missing(file: Self.file)) {
            _ = try await store.ledger.append(at: Sample.start, scope: .purge, tenant: Self.tenant)
        }
    }
}
