import ArgumentParser
import AuraCore
import AuraPlatform

struct DocDelete: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes a document with its passages and its index.")
    static let level = CommandLevel.destructive
    static let examples = ["aura doc delete doc_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --tenant acme --yes"]
    static let kinds = [Kinds.doc.declaration]

    @Argument(help: "The document's id.")
    var id: Document.ID

    @OptionGroup var global: GlobalOptions

    var question: String { "The bot answers from this document no more. Delete it?" }

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let gone = try await context.platform().documents.delete(id, of: tenant, as: context.principal)
        return Report(Kinds.doc, gone, summary: "document \(gone.document.id) is deleted")
    }
}
