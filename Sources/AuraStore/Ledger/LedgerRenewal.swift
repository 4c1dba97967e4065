import AuraCore

/// Begins a lost ledger anew with what the keyring still knows: each key that was destroyed left a tombstone, so that
/// replaying the new ledger erases again what a copy of the data brings back (FAULTS.md BK5).
///
/// What only the lost ledger knew is not in it: keys that were destroyed after the keyring in place was copied.
struct LedgerRenewal {
    let folder: String
    let gate: WriteGate
    let start: LedgerHead
    let digests: StoreDigests

    /// Whether the ledger is missing, damaged, or lacks an entry that a store has applied. Blocks the thread.
    ///
    /// - Parameter heads: What the stores have applied.
    func isLost(appliedBy heads: [LedgerHead]) -> Bool {
        var unknown = Set(heads).subtracting([start])
        var place = beginning
        let end = try? file.walk(from: &place) { _, head in unknown.remove(head) }
        return end == nil || !unknown.isEmpty
    }

    /// Writes the new ledger, whose beginning is what can be read of the old one, and sets both stores back to its
    /// start, so that all of it is applied once more. Killed in between, the ledger counts as lost still. Blocks the
    /// thread.
    func run(keyring: SQLiteDatabase, database: SQLiteDatabase) throws(StoreError) {
        let tombstones = try keyring.readBlocking { connection throws(StoreError) in
            try KeyringStore.tombstones(on: connection)
        }
        try gate.hold { () throws(StoreError) in
            var place = beginning
            var known: Set<KeyID> = []
            // A bad line ends what can be kept.
            _ = try? file.walk(from: &place) { entry, _ in known.formUnion(entry.keys) }
            var lines: [UInt8] = []
            if place.offset > 0 {
                lines = try StoreFile.prefix(of: file.path, count: place.offset, named: LedgerFile.name)
            }
            for grave in LedgerRenewal.graves(of: tombstones.filter { !known.contains($0.key) }) {
                let entry = LedgerEntry(
                    sequence: place.head.sequence + 1, at: max(grave.at, place.newest ?? grave.at), scope: grave.scope,
                    tenant: grave.tenant, subject: nil, classes: [], keys: grave.keys, cutoffs: [:],
                    previous: place.head.hash)
                let line = entry.json.canonical
                lines += line + [0x0A]
                place.head = LedgerHead(sequence: entry.sequence, hash: Hexadecimal.encode(digests.sha256(line)))
                place.newest = entry.at
            }
            try StoreFile.replace(file.path, named: LedgerFile.name) { (descriptor) throws(StoreError) in
                try StoreFile.append(lines, to: descriptor, named: LedgerFile.name)
            }
        }
        let start = start
        _ = try keyring.writeBlocking { connection throws(StoreError) in
            try connection.run("UPDATE keyring SET ledgerSequence = :sequence, ledgerHead = :hash", start.arguments)
        }
        _ = try database.writeBlocking { connection throws(StoreError) in
            try connection.run(
                "UPDATE installation SET ledgerSequence = :sequence, ledgerHead = :hash", start.arguments)
        }
    }

    /// What one entry of the new ledger says.
    private struct Grave {
        let scope: LedgerEntry.Scope
        let tenant: Tenant.ID
        let keys: [KeyID]
        let at: Timestamp
    }

    /// The keyring does not know what an owner key was of: a person or an LLM key. Both are looked for.
    private static func graves(of tombstones: [Tombstone]) -> [Grave] {
        var graves: [Grave] = []
        for (tenant, all) in Dictionary(grouping: tombstones, by: \.tenant).sorted(by: { $0.key < $1.key }) {
            func add(_ scope: LedgerEntry.Scope, _ chosen: [Tombstone]) {
                guard let at = chosen.map(\.at).max() else { return }
                graves.append(Grave(scope: scope, tenant: tenant, keys: chosen.map(\.key), at: at))
            }
            guard !all.contains(where: { $0.kind == .tenant }) else {
                add(.tenant, all)
                continue
            }
            add(.subject, all.filter { $0.kind == .owner })
            add(.credential, all.filter { $0.kind == .owner })
            add(.period, all.filter { $0.kind != .owner })
        }
        return graves.sorted { $0.at < $1.at }
    }

    private var file: LedgerFile { LedgerFile(path: folder + "/" + LedgerFile.name, digests: digests) }

    private var beginning: LedgerFile.Position { LedgerFile.Position(offset: 0, head: start, newest: nil) }
}

/// What is left of a destroyed key.
struct Tombstone: Hashable, Sendable {
    let key: KeyID
    let kind: KeyKind
    let tenant: Tenant.ID
    let at: Timestamp
}

extension KeyringStore {
    /// The keys of tenants that were destroyed for good, oldest first; not those that a rotation retired.
    static func tombstones(on connection: Connection) throws(StoreError) -> [Tombstone] {
        try connection.rows(
            """
            SELECT tenantId, keyId, kind, destroyedAt FROM wrappedKey
            WHERE state = 'destroyed' AND reason <> 'rotated' AND tenantId <> '-'
            ORDER BY destroyedAt, keyId LIMIT 1000000
            """
        ).map { row throws(StoreError) in
            Tombstone(
                key: try row.read("keyId"), kind: try row.word("kind"), tenant: try row.read("tenantId"),
                at: try row.time("destroyedAt"))
        }
    }
}

extension LedgerHead {
    fileprivate var arguments: [String: SQLValue] { ["sequence": SQLValue(sequence), "hash": SQLValue(hash)] }
}
