import ArgumentParser
import AuraCore
import AuraPlatform

struct DocShow: PlatformCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one document.")
    static let level = CommandLevel.read
    static let examples = ["aura doc show doc_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --tenant acme"]
    static let kinds = [Kinds.doc.declaration]

    @Argument(help: "The document's id.")
    var id: Document.ID

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        return Report(Kinds.doc, try await context.platform().documents.show(id, of: tenant, as: context.principal))
    }
}
