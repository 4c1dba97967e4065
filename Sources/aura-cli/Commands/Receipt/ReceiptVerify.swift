import ArgumentParser
import AuraCore
import AuraPlatform

struct ReceiptVerify: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verifies signatures and proofs of receipts; 13 if one is not as it was made.",
        discussion: "With --file no data folder is needed: the public key is enough.")
    static let level = CommandLevel.read
    static let examples = [
        "aura retention receipt verify", "aura retention receipt verify rcp_01KBSXZ5R6WQ3N8M7T2V4Y9C1D",
        "aura retention receipt verify --file receipt.json --public-key aura.pub",
    ]
    static let kinds = [Kinds.receiptProof.declaration]

    @Argument(help: "The receipt's id; without one all are verified.")
    var id: DeletionReceipt.ID?

    @Option(help: ArgumentHelp("A receipt in place of the store's.", valueName: "file"), completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp("The installation's public key, 64 hexadecimal digits.", valueName: "file"),
        completion: .file())
    var publicKey: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let reports = try await reports(in: context)
        let bad = reports.filter { !$0.holds }
        return Report(Kinds.receiptProof, reports).failing(
            bad.first.map { first in
                "\(bad.count) of \(reports.count) receipts do not hold; \(first.problem?.sentence ?? "")"
            },
            hint: "get the receipt again from who gave it, and the public key by another way")
    }

    private func reports(in context: CommandContext) async throws -> [RetentionService.ReceiptReport] {
        switch (file, publicKey) {
        case (let file?, let key?) where id == nil:
            let verifier = try context.verifier(publicKey: key)
            guard let json = try context.document(in: file) else {
                return [RetentionService.ReceiptReport(id: nil, problem: .unreadable)]
            }
            let id = json["receiptId"]?.string.flatMap(DeletionReceipt.ID.init)
            return [RetentionService.ReceiptReport(id: id, problem: verifier.problem(of: json))]
        case (nil, nil):
            return try await context.platform().retention.verifyReceipts(
                id, of: try context.tenantIfAny(), as: context.principal)
        default:
            throw CommandError(
                .usage, "these options do not go together", hint: "--file with --public-key, or an id, or neither")
        }
    }
}
