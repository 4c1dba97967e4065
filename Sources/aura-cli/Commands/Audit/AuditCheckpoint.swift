import ArgumentParser
import AuraCore
import AuraPlatform

struct AuditCheckpoint: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Signs each chain as it stands and writes the checkpoints, to be kept elsewhere.")
    static let level = CommandLevel.write
    static let examples = [
        "aura audit checkpoint --to checkpoints.jsonl",
        "aura audit checkpoint --tenant acme --from older.jsonl --to newer.jsonl",
    ]
    static let kinds = [Kinds.auditCheckpoint.declaration]

    @Option(
        help: ArgumentHelp("Older checkpoints, and the proof that these continue them.", valueName: "file"),
        completion: .file())
    var from: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        try context.requireFile()
        let older = try from.map { try context.checkpoints(in: $0) } ?? []
        let audit = try await context.platform().audit
        let heads = try await audit.checkpoint(
            of: try context.tenantIfAny(), from: older, as: context.principal)
        let key = Hexadecimal.encode(try audit.publicKey())
        var report = Report(
            Kinds.auditCheckpoint, CheckpointReport(publicKey: key, heads: heads),
            summary: "\(heads.count) checkpoints are written")
        report.attachment = Attachment(text: heads.map { $0.line.json.line + "\n" }.joined())
        return report
    }
}

extension CommandContext {
    /// A file of checkpoints.
    func checkpoints(in path: String) throws -> [CheckpointLine] {
        try CheckpointLine.lines(of: input.contents(of: path, limit: Limits.evidenceBytes))
    }

    /// The verifier of a public key's file.
    func verifier(publicKey path: String) throws -> EvidenceVerifier {
        try EvidenceVerifier(publicKey: input.text(of: path, limit: Limits.labelBytes))
    }

    /// A file that holds one JSON document; nothing if it holds something else.
    func document(in path: String) throws -> JSONValue? {
        let bytes = try input.contents(of: path, limit: Limits.evidenceBytes)
        return try? JSONValue(parsing: bytes, maximumDepth: Limits.jsonDepth)
    }
}
