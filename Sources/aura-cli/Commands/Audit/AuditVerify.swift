import ArgumentParser
import AuraCore
import AuraPlatform

struct AuditVerify: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recomputes every hash of the audit log; 13 if a chain is broken.",
        discussion: "With --file, --proof or --from no data folder is needed: the public key is enough.")
    static let level = CommandLevel.read
    static let examples = [
        "aura audit verify", "aura audit verify --tenant acme", "aura audit verify --checkpoint older.jsonl",
        "aura audit verify --file audit.jsonl --public-key aura.pub --checkpoint older.jsonl",
        "aura audit verify --checkpoint newer.jsonl --from older.jsonl --public-key aura.pub",
        "aura audit verify --proof proof.json --public-key aura.pub",
    ]
    static let kinds = [Kinds.auditProof.declaration]

    @Option(help: ArgumentHelp("An exported log in place of the store.", valueName: "file"), completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp("The proof of one entry, of audit show --proof.", valueName: "file"), completion: .file())
    var proof: String?

    @Option(help: ArgumentHelp("Checkpoints that were kept elsewhere.", valueName: "file"), completion: .file())
    var checkpoint: String?

    @Option(
        help: ArgumentHelp("Older ones, which those of --checkpoint have to continue.", valueName: "file"),
        completion: .file())
    var from: String?

    @Option(
        help: ArgumentHelp("The installation's public key, 64 hexadecimal digits.", valueName: "file"),
        completion: .file())
    var publicKey: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let chains = try await reports(in: context)
        let broken = chains.filter { !$0.holds }
        return Report(Kinds.auditProof, chains).failing(
            broken.first.map { first in
                let place = first.firstBadSequence.map { " (entry \($0))" } ?? ""
                let what = "\(first.chain): \(first.problem?.sentence ?? "")\(place)"
                return "\(broken.count) of \(chains.count) audit chains do not hold; \(what)"
            },
            hint: "restore from a backup, and find out who wrote")
    }

    private func reports(in context: CommandContext) async throws -> [AuditService.ChainReport] {
        let outside = try checkpoint.map { try context.checkpoints(in: $0) } ?? []
        switch (file, proof, from, publicKey) {
        case (let file?, nil, nil, let key):
            let bytes = try context.input.contents(of: file, limit: Limits.evidenceBytes)
            if let key { return try context.verifier(publicKey: key).verify(export: bytes, checkpoints: outside) }
            guard checkpoint != nil else { break }
            return try EvidenceVerifier.verify(export: bytes, against: outside)
        case (nil, let proof?, nil, let key?) where checkpoint == nil:
            guard let read = try context.document(in: proof).flatMap(InclusionProof.init) else {
                throw PlatformError(.integrity, "the proof cannot be read", hint: "aura audit show --proof -o json")
            }
            return [try context.verifier(publicKey: key).verify(read)]
        case (nil, nil, let from?, let key?) where checkpoint != nil:
            return try context.verifier(publicKey: key).verify(outside, continuing: context.checkpoints(in: from))
        case (nil, nil, nil, nil):
            return try await context.platform().audit.verify(
                of: try context.tenantIfAny(), against: outside, as: context.principal)
        default: break
        }
        throw CommandError(
            .usage, "these options do not go together",
            hint: "--file with --public-key or --checkpoint; --proof with --public-key; "
                + "--from with --checkpoint and --public-key")
    }
}

extension Report {
    /// The same report with the alarm that an integrity check raises (exit 13), if there is one.
    func failing(_ alarm: String?, hint: String) -> Report {
        guard let alarm else { return self }
        var report = exiting(.integrity, when: true)
        report.failure = ErrorReport(
            code: PlatformError.Code.integrity.rawValue, message: alarm, hint: hint, exit: .integrity)
        return report
    }
}
