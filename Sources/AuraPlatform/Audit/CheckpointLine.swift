public import AuraCore

/// One line of a file of checkpoints: a chain, its signed note, and, where it was asked for, the proof that it
/// continues an older checkpoint.
public struct CheckpointLine: Hashable, Sendable {
    public let chain: AuditChain
    public let note: String
    /// The size of the older checkpoint, and the proof's nodes; none if it was not asked for.
    public let consistency: Consistency?

    /// The proof that a checkpoint continues an older one.
    public struct Consistency: Hashable, Sendable {
        public let from: Int
        public let proof: [[UInt8]]
    }

    init(_ chain: AuditChain, note: String, consistency: Consistency? = nil) {
        self.chain = chain
        self.note = note
        self.consistency = consistency
    }

    /// Reads a file of checkpoints, a JSON object a line.
    ///
    /// - Throws: `invalidInput` if there is none in it, `integrity` for a line that is none.
    public static func lines(of bytes: [UInt8]) throws(PlatformError) -> [CheckpointLine] {
        var lines: [CheckpointLine] = []
        for (number, line) in EvidenceLines(bytes).enumerated() {
            guard let json = line.json, let read = CheckpointLine(json) else {
                throw PlatformError(
                    .integrity, "line \(number + 1) of the checkpoints cannot be read", hint: "get the file again")
            }
            lines.append(read)
        }
        guard !lines.isEmpty else {
            throw PlatformError(
                .invalidInput, "the file holds no checkpoint", hint: "aura audit checkpoint --to FILE makes one")
        }
        return lines
    }

    private init?(_ json: JSONValue) {
        guard let chain = json["chain"]?.string.flatMap(AuditChain.init), let note = json["note"]?.string else {
            return nil
        }
        self.init(chain, note: note)
        guard let given = json["consistency"] else { return }
        guard let from = given["from"]?.integer, let nodes = given["proof"]?.array else { return nil }
        let proof = nodes.compactMap { $0.string.flatMap(Hexadecimal.decode) }
        guard proof.count == nodes.count else { return nil }
        self.init(chain, note: note, consistency: Consistency(from: Int(from), proof: proof))
    }

    /// The line as it stands in a file.
    public var json: JSONValue {
        var members = [JSONMember("chain", .string(chain.description)), JSONMember("note", .string(note))]
        if let consistency {
            let proof = JSONValue.array(consistency.proof.map { .string(Hexadecimal.encode($0)) })
            members.append(JSONMember("consistency", ["from": JSONValue(consistency.from), "proof": proof]))
        }
        return .object(members)
    }
}

/// The lines of a file, each read as JSON when it is its turn.
struct EvidenceLines: Sequence {
    struct Line {
        let bytes: ArraySlice<UInt8>

        var json: JSONValue? { try? JSONValue(parsing: Array(bytes), maximumDepth: Limits.jsonDepth) }
    }

    private let lines: [ArraySlice<UInt8>]

    /// A last line feed ends the last line; it begins no empty one.
    init(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        lines = parts.last?.isEmpty == true ? parts.dropLast() : parts
    }

    func makeIterator() -> AnyIterator<Line> {
        var rest = lines[...]
        return AnyIterator { rest.popFirst().map { Line(bytes: $0) } }
    }
}
