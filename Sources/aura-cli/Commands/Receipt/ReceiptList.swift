import ArgumentParser
import AuraPlatform

struct ReceiptList: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the receipts of purges and erasures, newest first.")
    static let level = CommandLevel.read
    static let examples = ["aura retention receipt list", "aura retention receipt list --tenant acme -o name"]
    static let kinds = [Kinds.deletionReceipt.list]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let receipts = try await context.platform().retention.receipts(
            of: try context.tenantIfAny(), as: context.principal)
        return context.list(Kinds.deletionReceipt, receipts)
    }
}
