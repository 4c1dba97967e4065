import ArgumentParser
import AuraCore
import AuraPlatform

struct ConversationDelete: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes a conversation with its messages.")
    static let level = CommandLevel.destructive
    static let examples = ["aura conversation delete cnv_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --tenant acme --yes"]
    static let kinds = [Kinds.conversation.declaration]

    @Argument(help: "The conversation's id.")
    var id: Conversation.ID

    @OptionGroup var global: GlobalOptions

    var question: String { "Its messages cannot be brought back. Delete it?" }

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let gone = try await context.platform().conversations.delete(id, of: tenant, as: context.principal)
        return Report(
            Kinds.conversation, ConversationReport(overview: gone, messages: []),
            summary: "conversation \(gone.conversation.id) is deleted with \(gone.messages) messages")
    }
}
