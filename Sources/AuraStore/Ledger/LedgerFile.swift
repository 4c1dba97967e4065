import AuraCore
import Glibc

/// `ledger.jsonl`, read and appended to with blocking calls. Each line is canonical JSON and one LF; `prev` is the
/// SHA-256 of the line before without its LF.
struct LedgerFile: Sendable {
    static let name = "ledger.jsonl"

    let path: String
    let digests: StoreDigests

    /// A place in the file: everything before it has been verified.
    struct Position: Hashable, Sendable {
        var offset: Int
        var head: LedgerHead
        /// When the newest entry was made.
        var newest: Timestamp?
    }

    /// Where the walk over the lines ended.
    enum End: Hashable, Sendable {
        case whole
        /// Behind the line that was looked for.
        case stopped
        /// The last line is not whole: it lacks its line feed, or blocks of it were never written and read as zeros.
        case torn
    }

    /// Verifies line after line from `position`, which moves along, and hands each over.
    ///
    /// - Throws: ``StoreError/corrupt(file:)`` for a bad line that is not the last.
    func walk(
        from position: inout Position, _ body: (LedgerEntry, LedgerHead) throws(StoreError) -> Void
    ) throws(StoreError) -> End {
        try search(from: &position) { (entry, head) throws(StoreError) -> Bool in
            try body(entry, head)
            return false
        }
    }

    /// The same, up to and with the line for which `isLast` is true.
    func search(
        from position: inout Position, until isLast: (LedgerEntry, LedgerHead) throws(StoreError) -> Bool
    ) throws(StoreError) -> End {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: LedgerFile.name) }
        defer { close(descriptor) }
        var rest: [UInt8] = []
        // How much of `rest` is known to hold no line feed.
        var searched = 0
        while true {
            let chunk = try StoreFile.bytes(
                of: descriptor, at: position.offset + rest.count, count: 64 * 1_024, named: LedgerFile.name)
            if chunk.isEmpty { return rest.isEmpty ? .whole : .torn }
            rest += chunk
            guard rest.count <= LedgerFile.lineBytes else { throw .corrupt(file: LedgerFile.name) }
            while let end = rest[searched...].firstIndex(of: 0x0A) {
                let line = Array(rest[..<end])
                rest.removeFirst(end + 1)
                searched = 0
                guard let entry = entry(of: line, after: position.head) else {
                    let isLast = rest.isEmpty && StoreFile.size(of: path) == position.offset + line.count + 1
                    guard isLast, line.contains(0) else { throw .corrupt(file: LedgerFile.name) }
                    return .torn
                }
                position.offset += line.count + 1
                position.head = LedgerHead(
                    sequence: entry.sequence, hash: Hexadecimal.encode(digests.sha256(line)))
                position.newest = entry.at
                if try isLast(entry, position.head) { return .stopped }
            }
            searched = rest.count
        }
    }

    /// Appends one line and syncs it: from then on what it says is decided (FAULTS.md R1).
    func append(_ entry: LedgerEntry, at position: inout Position) throws(StoreError) {
        let line = entry.json.canonical
        guard line.count < LedgerFile.lineBytes else { throw .failed(code: 0) }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: LedgerFile.name) }
        defer { close(descriptor) }
        do throws(StoreError) {
            try FaultPoint.reached(.ledgerBeforeAppend, file: LedgerFile.name)
            try StoreFile.append(Array(line.prefix(line.count / 2)), to: descriptor, named: LedgerFile.name)
            try FaultPoint.reached(.ledgerHalfAppended, file: LedgerFile.name)
            try StoreFile.append(line.dropFirst(line.count / 2) + [0x0A], to: descriptor, named: LedgerFile.name)
            try FaultPoint.reached(.ledgerAppended, file: LedgerFile.name)
            try StoreFile.sync(descriptor, named: LedgerFile.name)
            try FaultPoint.reached(.ledgerSynced, file: LedgerFile.name)
        } catch {
            // Not decided: take back what may stand there. If that fails too, the next open cuts the torn tail.
            ftruncate(descriptor, off_t(position.offset))
            throw error
        }
        position.offset += line.count + 1
        position.head = LedgerHead(sequence: entry.sequence, hash: Hexadecimal.encode(digests.sha256(line)))
        position.newest = entry.at
    }

    /// Cuts a torn tail off.
    func cut(to position: Position) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: LedgerFile.name) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(position.offset)) == 0 else {
            throw .fromSystem(errno, file: LedgerFile.name)
        }
        try StoreFile.sync(descriptor, named: LedgerFile.name)
    }

    private func entry(of line: [UInt8], after head: LedgerHead) -> LedgerEntry? {
        guard let json = try? JSONValue(parsing: line), let entry = LedgerEntry(json), entry.json.canonical == line,
            entry.sequence == head.sequence + 1, entry.previous == head.hash
        else { return nil }
        return entry
    }

    /// The longest line, which has room for 1.8 million keys: a closed workspace names all of its own in one.
    private static let lineBytes = 64 << 20
}
