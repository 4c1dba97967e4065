import ArgumentParser
import AuraCore
import AuraPlatform

struct ConversationShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one conversation's messages, oldest first.")
    static let level = CommandLevel.read
    static let examples = ["aura conversation show cnv_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --tenant acme"]
    static let kinds = [Kinds.conversation.declaration]

    @Argument(help: "The conversation's id.")
    var id: Conversation.ID

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let (conversation, messages) = try await context.platform().conversations
            .show(id, of: tenant, as: context.principal)
        let overview = ConversationService.Overview(
            conversation: conversation, messages: messages.count,
            lastAt: messages.last?.createdAt ?? conversation.createdAt)
        let shown = ConversationReport(overview: overview, messages: messages)
        let report = Report(Kinds.conversation, shown)
        return global.fieldNames.isEmpty ? report.shown(as: shown.transcript) : report
    }
}
