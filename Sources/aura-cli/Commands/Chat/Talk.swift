import AuraCore
import AuraPlatform

/// A talk with a bot on a terminal: whom it is with, and how far it has come.
struct Talk: Sendable {
    let tenant: ObjectName
    let bot: ObjectName
    let subject: String?
    var conversation: Conversation.ID?
    var turns = 0

    /// Asks, shows the answer while it comes, then its sources.
    ///
    /// - Returns: The talk one turn later; as it was if the policy refused the turn.
    func asking(_ text: String, in context: CommandContext) async throws -> Talk {
        var question = ChatService.Question(text)
        question.person = subject
        question.thread = conversation.map { .existing($0) } ?? .new
        let live = LiveOutput(format: .table)
        let outcome = try await context.platform().chat.send(question, to: bot, of: tenant, as: context.principal) {
            (delta) throws(CancellationError) in
            try live.write(delta.text)
        }
        if live.isLineOpen { try live.write("\n") }
        var next = self
        switch outcome {
        case .done(let turn):
            turn.sources.forEach(context.messages.note)
            next.conversation = turn.conversation ?? conversation
            next.turns += 1
        case .refused(let refusal):
            context.messages.warning(refusal.sentence, hint: "clause \(refusal.clause)")
        }
        return next
    }
}
