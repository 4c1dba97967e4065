import AuraCore
import AuraCrypto

/// Reads an exported audit log line by line and verifies it as it goes (Docs/Audit.md).
struct ExportReader {
    private let comparison: CheckpointComparison
    /// Whether the file names the key that it is verified with.
    private let isKeyNamed: Bool
    private let outside: [CheckpointLine]
    private var reports: [AuditService.ChainReport] = []
    private var current: Chain?

    /// The chain whose lines are being read.
    private struct Chain {
        let chain: AuditChain
        var notes: [CheckpointComparison.Opened] = []
        /// Those from outside.
        let outside: [CheckpointComparison.Opened]
        var verifier: ChainVerifier?
        var broken: Int?
    }

    private init(_ comparison: CheckpointComparison, isKeyNamed: Bool, outside: [CheckpointLine]) {
        self.comparison = comparison
        self.isKeyNamed = isKeyNamed
        self.outside = outside
    }

    /// - Parameters:
    ///   - publicKey: The installation's, from outside; none believes the file's own, which is then only as good as
    ///     the checkpoints from outside.
    ///   - checkpoints: Checkpoints from outside.
    /// - Throws: `invalidInput` if this is no exported log, `integrity` if one of its lines cannot be read.
    static func verify(
        _ bytes: [UInt8], publicKey: [UInt8]?, checkpoints: [CheckpointLine]
    ) throws(PlatformError) -> [AuditService.ChainReport] {
        let lines = EvidenceLines(bytes).makeIterator()
        guard let head = lines.next()?.json, head["kind"]?.string == AuditExport.kind,
            head["schema"]?.string == AuditExport.schema,
            let installation = head["installation"]?.string.flatMap(Installation.ID.init),
            let ownKey = head["publicKey"]?.string.flatMap(Hexadecimal.decode), ownKey.count == Ed25519.keyCount
        else {
            throw PlatformError(
                .invalidInput, "this is no exported audit log", hint: "aura audit export --to FILE makes one")
        }
        let comparison = CheckpointComparison(installation: installation, publicKey: publicKey ?? ownKey)
        var reader = ExportReader(
            comparison, isKeyNamed: comparison.publicKey == ownKey, outside: checkpoints)
        var number = 1
        while let line = lines.next() {
            number += 1
            guard let json = line.json, reader.take(json) else {
                throw PlatformError(
                    .integrity, "line \(number) of the exported log cannot be read",
                    hint: "the file was changed or cut; get it again")
            }
        }
        return reader.finish()
    }

    /// Whether the line is one of an export, in its place.
    private mutating func take(_ json: JSONValue) -> Bool {
        guard let chain = json["chain"]?.string.flatMap(AuditChain.init) else { return false }
        if current?.chain != chain {
            guard !reports.contains(where: { $0.chain == chain }) else { return false }
            endChain()
            let own = outside.filter { $0.chain == chain }
            current = Chain(chain: chain, outside: own.map { comparison.open($0.note, of: chain) })
        }
        if let note = json["note"]?.string {
            guard current?.verifier == nil else { return false }
            current?.notes.append(comparison.open(note, of: chain))
            return true
        }
        guard let entry = json["entry"]?.string, let hash = json["hash"]?.string.flatMap(Hexadecimal.decode) else {
            return false
        }
        add(Array(entry.utf8), hash)
        return true
    }

    private mutating func add(_ entry: [UInt8], _ hash: [UInt8]) {
        begin()
        guard current?.broken == nil, let count = current?.verifier?.count,
            current?.verifier?.add(entry, hash: hash) == false
        else { return }
        current?.broken = count
    }

    /// With the first entry all checkpoints of the chain are known.
    private mutating func begin() {
        guard let chain = current, chain.verifier == nil else { return }
        let notes = chain.notes + chain.outside
        current?.verifier = ChainVerifier(
            chain.chain, statesAt: Set(notes.compactMap(\.checkpoint?.size)), Vault.digests)
    }

    private mutating func endChain() {
        begin()
        guard let chain = current, let verifier = chain.verifier else { return }
        var report = comparison.report(
            chain.chain, entries: verifier.count, broken: chain.broken, states: verifier.states,
            chain.notes + chain.outside)
        let isEndSigned = chain.notes.contains { $0.checkpoint?.size == verifier.count }
        if report.holds, !isEndSigned || !isKeyNamed {
            report = AuditService.ChainReport(
                chain.chain, entries: report.entries, checkpoints: report.checkpoints,
                problem: isEndSigned ? .checkpointUnsigned : .endUnsigned)
        }
        reports.append(report)
        current = nil
    }

    private mutating func finish() -> [AuditService.ChainReport] {
        endChain()
        let missing = outside.map(\.chain).filter { chain in !reports.contains { $0.chain == chain } }
        for chain in missing where !reports.contains(where: { $0.chain == chain }) {
            reports.append(AuditService.ChainReport(chain, entries: 0, problem: .chainMissing))
        }
        return reports
    }
}
