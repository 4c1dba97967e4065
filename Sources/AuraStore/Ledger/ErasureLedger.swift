package import AuraCore
import Synchronization

/// The append-only list of what was destroyed, which no backup of data or keys contains (VAULT.md §5).
package final class ErasureLedger: Sendable {
    let file: LedgerFile
    private let gate: WriteGate
    let start: LedgerHead
    private let position: Mutex<LedgerFile.Position>

    private init(file: LedgerFile, gate: WriteGate, start: LedgerHead, position: LedgerFile.Position) {
        self.file = file
        self.gate = gate
        self.start = start
        self.position = Mutex(position)
    }

    /// The last entry that this process knows of.
    package var head: LedgerHead { position.withLock { $0.head } }

    /// The place behind it.
    package var end: LedgerPlace { LedgerPlace(position: position.withLock { $0 }) }

    /// When the newest entry was made; nothing while there is none.
    package var newest: Timestamp? { position.withLock { $0.newest } }

    /// Appends one entry and syncs it, behind the write gate. When this returns, what it says is decided: it is
    /// carried out now or at the next open (FAULTS.md R1).
    ///
    /// - Parameter moment: The entry's time; never before the entry before it (FAULTS.md R13).
    /// - Returns: The entry, and the head that the two stores note once they have applied it.
    package func append(
        at moment: Timestamp, scope: LedgerEntry.Scope, tenant: Tenant.ID, subject: String? = nil,
        classes: [DataClass] = [], keys: [KeyID] = [], cutoffs: [DataClass: Timestamp] = [:]
    ) async throws(StoreError) -> (entry: LedgerEntry, head: LedgerHead) {
        let lease = Lease.current
        return try await OwnThread.run { [self] () throws(StoreError) in
            try gate.hold { () throws(StoreError) in
                try lease?.check()
                var place = position.withLock { $0 }
                guard try file.walk(from: &place, { _, _ in }) == .whole,
                    StoreFile.size(of: file.path) == place.offset
                else { throw .corrupt(file: LedgerFile.name) }
                let entry = LedgerEntry(
                    sequence: place.head.sequence + 1, at: max(moment, place.newest ?? moment), scope: scope,
                    tenant: tenant, subject: subject, classes: classes, keys: keys, cutoffs: cutoffs,
                    previous: place.head.hash)
                try file.append(entry, at: &place)
                let reached = place
                position.withLock { $0 = reached }
                return (entry, reached.head)
            }
        }
    }

    /// The entries after a place, oldest first, each with the head that stands once it is applied.
    package func entries(
        after sequence: Int, limit: Int
    ) async throws(StoreError) -> [(entry: LedgerEntry, head: LedgerHead)] {
        try await OwnThread.run { [file, start] () throws(StoreError) in
            var place = LedgerFile.Position(offset: 0, head: start, newest: nil)
            var found: [(entry: LedgerEntry, head: LedgerHead)] = []
            _ = try file.walk(from: &place) { entry, head in
                if entry.sequence > sequence && found.count < limit { found.append((entry, head)) }
            }
            return found
        }
    }

    /// Verifies the whole chain and returns how many entries it has.
    ///
    /// - Throws: ``StoreError/corrupt(file:)`` if a line is not what was written.
    package func verify() async throws(StoreError) -> Int {
        try await OwnThread.run { [self] () throws(StoreError) in
            try gate.hold { () throws(StoreError) in
                var place = LedgerFile.Position(offset: 0, head: start, newest: nil)
                let known = head
                var isKnownThere = known == start
                let end = try file.walk(from: &place) { _, head in if head == known { isKnownThere = true } }
                guard end == .whole, isKnownThere else { throw .corrupt(file: LedgerFile.name) }
                return place.head.sequence + 1
            }
        }
    }

    /// Copies the verified lines into a file. Blocks the thread.
    func copy(into path: String) throws(StoreError) -> Store.Heads {
        var place = LedgerFile.Position(offset: 0, head: start, newest: nil)
        guard try file.walk(from: &place, { _, _ in }) == .whole else { throw .corrupt(file: LedgerFile.name) }
        let bytes = try StoreFile.prefix(of: file.path, count: place.offset, named: LedgerFile.name)
        guard bytes.count == place.offset else { throw .corrupt(file: LedgerFile.name) }
        try StoreFile.replace(path, named: BackupFile.name) { (descriptor) throws(StoreError) in
            try StoreFile.append(bytes, to: descriptor, named: BackupFile.name)
        }
        return Store.Heads(schema: 1, ledger: place.head.sequence, epoch: 0)
    }

    /// Makes the empty file. Blocks the thread.
    static func create(in folder: String) throws(StoreError) {
        try StoreFile.create(folder + "/" + LedgerFile.name, named: LedgerFile.name)
    }

    /// Opens and verifies the ledger, and compares it with what the two stores have applied. Blocks the thread.
    ///
    /// A torn last line that no store refers to is cut off; it was never decided.
    static func open(
        in folder: String, gate: WriteGate, start: LedgerHead, keyring: LedgerHead, database: LedgerHead,
        digests: StoreDigests
    ) throws(StoreError) -> ErasureLedger {
        let file = LedgerFile(path: folder + "/" + LedgerFile.name, digests: digests)
        return try gate.hold { () throws(StoreError) in
            var place = LedgerFile.Position(offset: 0, head: start, newest: nil)
            var heads: Set<LedgerHead> = [start]
            let end = try file.walk(from: &place) { _, head in
                if head == keyring || head == database { heads.insert(head) }
            }
            if end == .torn {
                guard max(keyring.sequence, database.sequence) <= place.head.sequence else {
                    throw .corrupt(file: LedgerFile.name)
                }
                try file.cut(to: place)
            }
            guard heads.contains(keyring) else { throw .aheadOfLedger(file: Store.keyringFile) }
            guard heads.contains(database) else { throw .aheadOfLedger(file: Store.databaseFile) }
            return ErasureLedger(file: file, gate: gate, start: start, position: place)
        }
    }
}
