import AuraCore
import Glibc
import Synchronization

/// How far one audit chain has come: its newest entry and the chain's hash there.
struct ChainHead: Hashable, Sendable {
    let chain: String
    let sequence: Int
    /// 64 hexadecimal digits.
    let hash: String

    var json: JSONValue {
        ["chain": .string(chain), "head": .string(hash), "seq": JSONValue(sequence)]
    }

    init(chain: String, sequence: Int, hash: String) {
        self.chain = chain
        self.sequence = sequence
        self.hash = hash
    }

    init?(_ line: [UInt8]) {
        guard let json = try? JSONValue(parsing: line), let chain = json["chain"]?.string,
            let sequence = json["seq"]?.integer, let hash = json["head"]?.string
        else { return nil }
        self.init(chain: chain, sequence: Int(sequence), hash: hash)
        guard self.json.canonical == line else { return nil }
    }
}

/// `anchor`: how far each audit chain has come, noted outside the database after each commit, so that a database that
/// has lost commits does not start as if nothing were missing (FAULTS.md R5). One line of canonical JSON a note.
final class AnchorFile: Sendable {
    static let name = "anchor"

    let path: String
    private let synced: Mutex<ContinuousClock.Instant>

    init(folder: String) {
        path = folder + "/" + AnchorFile.name
        synced = Mutex(.now)
    }

    /// Notes heads that were just committed, behind the gate; synced at most a second later, and by ``sync()``.
    func note(_ heads: [ChainHead]) throws(StoreError) {
        guard !heads.isEmpty else { return }
        let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: AnchorFile.name) }
        defer { close(descriptor) }
        try cutTornTail(descriptor)
        try FaultPoint.reached(.anchorBeforeAppend, file: AnchorFile.name)
        let lines: [UInt8] = heads.flatMap { $0.json.canonical + [0x0A] }
        try StoreFile.append(Array(lines.prefix(lines.count / 2)), to: descriptor, named: AnchorFile.name)
        try FaultPoint.reached(.anchorHalfAppended, file: AnchorFile.name)
        try StoreFile.append(Array(lines.dropFirst(lines.count / 2)), to: descriptor, named: AnchorFile.name)
        try FaultPoint.reached(.anchorAppended, file: AnchorFile.name)
        let isDue = synced.withLock { last in
            guard last.duration(to: .now) > .seconds(1) else { return false }
            last = .now
            return true
        }
        if isDue { try StoreFile.sync(descriptor, named: AnchorFile.name) }
    }

    /// Takes back a line that was not written whole, or the next one would be spoilt by it. Nothing was acknowledged
    /// by it.
    private func cutTornTail(_ descriptor: Int32) throws(StoreError) {
        let size = StoreFile.size(of: path)
        let last = try StoreFile.bytes(of: descriptor, at: max(0, size - 1), count: 1, named: AnchorFile.name)
        guard let last = last.first, last != 0x0A else { return }
        let bytes = try StoreFile.bytes(of: descriptor, at: 0, count: size, named: AnchorFile.name)
        guard let end = bytes.lastIndex(of: 0x0A) else { throw .corrupt(file: AnchorFile.name) }
        guard ftruncate(descriptor, off_t(end + 1)) == 0 else { throw .fromSystem(errno, file: AnchorFile.name) }
    }

    /// Makes what was noted durable: before each receipt, and when the store closes.
    func sync() throws(StoreError) {
        try StoreFile.sync(path: path, named: AnchorFile.name)
        try FaultPoint.reached(.anchorSynced, file: AnchorFile.name)
        synced.withLock { $0 = .now }
    }

    /// The newest head of each chain that was noted. A torn last line was never acknowledged and says nothing; nor does a
    /// line with zeros, which a loss of power leaves where blocks were not written yet.
    func heads() throws(StoreError) -> [ChainHead] {
        let size = StoreFile.size(of: path)
        guard StoreFile.exists(path) else { throw .missing(file: AnchorFile.name) }
        let bytes = try StoreFile.prefix(of: path, count: size, named: AnchorFile.name)
        var newest: [String: ChainHead] = [:]
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for line in lines.dropLast() {
            guard let head = ChainHead(Array(line)) else {
                guard line.contains(0) else { throw .corrupt(file: AnchorFile.name) }
                continue
            }
            if newest[head.chain].map({ $0.sequence <= head.sequence }) ?? true { newest[head.chain] = head }
        }
        guard !newest.isEmpty else { throw .corrupt(file: AnchorFile.name) }
        return newest.values.sorted { $0.chain < $1.chain }
    }

    /// Writes the file anew with these heads alone, behind the gate.
    func replace(with heads: [ChainHead]) throws(StoreError) {
        try StoreFile.replace(path, named: AnchorFile.name) { (descriptor) throws(StoreError) in
            try StoreFile.append(heads.flatMap { $0.json.canonical + [0x0A] }, to: descriptor, named: AnchorFile.name)
        }
    }

    /// Makes a file that has grown long short again, behind the gate.
    func compactIfLarge(_ heads: [ChainHead]) throws(StoreError) {
        guard StoreFile.size(of: path) > 1 << 20 + heads.count * 256 else { return }
        try replace(with: heads)
    }
}

extension ChainHead {
    /// The newest entries of chains.
    ///
    /// - Parameter chains: Some chains; all if none is named.
    static func newest(of chains: Set<AuditChain>? = nil, on connection: Connection) throws(StoreError) -> [ChainHead] {
        guard let chains else {
            return try connection.rows(
                """
                SELECT chain, sequence, chainHash FROM auditEntry
                WHERE (chain, sequence) IN (SELECT chain, MAX(sequence) FROM auditEntry GROUP BY chain)
                ORDER BY chain
                """
            ).map(read)
        }
        var heads: [ChainHead] = []
        for chain in chains {
            let row = try connection.row(
                """
                SELECT chain, sequence, chainHash FROM auditEntry
                WHERE chain = :chain ORDER BY sequence DESC LIMIT 1
                """, ["chain": SQLValue(chain.description)])
            if let row { heads.append(try read(row)) }
        }
        return heads
    }

    /// Compares what was noted with the database.
    ///
    /// - Throws: ``StoreError/eventsLost(_:)`` if the database lacks what was committed once, ``StoreError/corrupt(file:)``
    ///   if a chain has another entry there.
    static func check(_ heads: [ChainHead], on connection: Connection) throws(StoreError) {
        var lost = 0
        for head in heads {
            let row = try connection.row(
                "SELECT chainHash FROM auditEntry WHERE chain = :chain AND sequence = :sequence",
                ["chain": SQLValue(head.chain), "sequence": SQLValue(head.sequence)])
            guard let row else {
                let count = try connection.count(
                    "SELECT COUNT(*) FROM auditEntry WHERE chain = :chain", ["chain": SQLValue(head.chain)])
                lost += max(1, head.sequence + 1 - count)
                continue
            }
            guard Hexadecimal.encode(try row.bytes("chainHash")) == head.hash else {
                throw .corrupt(file: AnchorFile.name)
            }
        }
        guard lost == 0 else { throw .eventsLost(lost) }
    }

    private static func read(_ row: Row) throws(StoreError) -> ChainHead {
        ChainHead(
            chain: try row.text("chain"), sequence: try row.int("sequence"),
            hash: Hexadecimal.encode(try row.bytes("chainHash")))
    }
}
