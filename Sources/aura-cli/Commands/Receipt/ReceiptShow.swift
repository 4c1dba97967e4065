import ArgumentParser
import AuraCore
import AuraPlatform

struct ReceiptShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one receipt; as JSON it is what receipt verify --file takes.")
    static let level = CommandLevel.read
    static let examples = [
        "aura retention receipt show rcp_01KBSXZ5R6WQ3N8M7T2V4Y9C1D",
        "aura retention receipt show rcp_01KBSXZ5R6WQ3N8M7T2V4Y9C1D -o json --to receipt.json",
    ]
    static let kinds = [Kinds.deletionReceipt.declaration]

    @Argument(help: "The receipt's id.")
    var id: DeletionReceipt.ID

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let receipt = try await context.platform().retention.receipt(
            id, of: try context.tenantIfAny(), as: context.principal)
        return Report(Kinds.deletionReceipt, receipt)
    }
}
