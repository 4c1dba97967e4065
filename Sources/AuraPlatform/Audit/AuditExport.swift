public import AuraCore

/// An exported audit log: a first line that says whose it is, then for each chain its signed checkpoints and its
/// entries as they are hashed (Docs/Audit.md). No payload is in it, only commitments.
public struct AuditExport: Sendable {
    /// One chain of it.
    public struct Chain: Hashable, Sendable {
        public let chain: AuditChain
        public let entries: Int
        public let checkpoints: Int
    }

    static let kind = "AuditLog"
    static let schema = "aura/audit-log/1"

    public let installation: Installation.ID
    /// 32 bytes, which the file also names; whoever verifies gets it by another way.
    public let publicKey: [UInt8]
    public private(set) var chains: [Chain] = []
    /// The file.
    public private(set) var document: [UInt8] = []

    init(installation: Installation.ID, publicKey: [UInt8], at moment: Timestamp) {
        self.installation = installation
        self.publicKey = publicKey
        add([
            "kind": .string(AuditExport.kind), "schema": .string(AuditExport.schema),
            "installation": .string(installation.rawValue), "publicKey": .string(Hexadecimal.encode(publicKey)),
            "exportedAt": JSONValue(moment),
        ])
    }

    mutating func add(_ chain: AuditChain, notes: [String], entries: [(text: String, hash: [UInt8])]) {
        for note in notes { add(CheckpointLine(chain, note: note).json) }
        for entry in entries {
            add([
                "chain": .string(chain.description), "entry": .string(entry.text),
                "hash": .string(Hexadecimal.encode(entry.hash)),
            ])
        }
        chains.append(Chain(chain: chain, entries: entries.count, checkpoints: notes.count))
    }

    private mutating func add(_ line: JSONValue) {
        document += line.line.utf8
        document.append(0x0A)
    }
}
