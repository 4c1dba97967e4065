/// The proof that an entry stands in its chain: the entry, the path from its leaf to the root, and a signed checkpoint
/// that says this root. Whoever has the installation's public key can verify it alone.
public struct InclusionProof: Hashable, Sendable {
    public let entry: AuditEntry
    /// From the leaf upwards, 32 bytes each.
    public let path: [[UInt8]]
    /// The signed note.
    public let checkpoint: String
    /// Entries of the chain at the checkpoint.
    public let size: Int

    public init(entry: AuditEntry, path: [[UInt8]], checkpoint: String, size: Int) {
        self.entry = entry
        self.path = path
        self.checkpoint = checkpoint
        self.size = size
    }

    public var json: JSONValue {
        [
            "chain": .string(entry.chain.description), "index": JSONValue(entry.sequence), "size": JSONValue(size),
            "entry": .string(String(decoding: entry.json.canonical, as: UTF8.self)),
            "path": .array(path.map { .string(Hexadecimal.encode($0)) }), "checkpoint": .string(checkpoint),
        ]
    }

    /// Reads a proof's JSON, of whose members the entry and the checkpoint decide; a missing or mistyped one, or one
    /// that says otherwise than the entry, gives nothing.
    public init?(_ json: JSONValue) {
        guard let text = json["entry"]?.string, let entry = AuditEntry(canonical: Array(text.utf8)),
            json["chain"]?.string == entry.chain.description, json["index"]?.integer == Int64(entry.sequence),
            let size = json["size"]?.integer.flatMap(Int.init(exactly:)), let steps = json["path"]?.array,
            let checkpoint = json["checkpoint"]?.string
        else { return nil }
        let path = steps.compactMap { $0.string.flatMap(Hexadecimal.decode) }
        guard path.count == steps.count else { return nil }
        self.init(entry: entry, path: path, checkpoint: checkpoint, size: size)
    }
}
