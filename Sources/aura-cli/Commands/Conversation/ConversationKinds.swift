import AuraCore
import AuraPlatform

/// A conversation with its messages, as far as they are shown.
struct ConversationReport: Sendable {
    let overview: ConversationService.Overview
    let messages: [OpenedMessage]

    /// The messages as people read them.
    var transcript: String {
        messages.map { message in
            let who = message.author == .bot ? "bot" : message.person.rawValue
            let moment = message.createdAt.description.prefix(16) + "Z"
            return "\(who), \(moment)\n\(message.text ?? "(its key was destroyed)")\n"
        }.joined(separator: "\n")
    }
}

extension Kinds {
    static let conversations = Kind<ConversationService.Overview>(
        "Conversation", identifier: "id", columns: ["id", "messageCount", "createdAt", "lastAt"],
        fields: [
            .identifier("id") { $0.conversation.id },
            .identifier("bot") { $0.conversation.bot },
            .integer("messageCount") { $0.messages }.titled("messages"),
            .time("createdAt") { $0.conversation.createdAt },
            .time("lastAt") { $0.lastAt },
        ])

    static let conversation = Kind<ConversationReport>(
        "Conversation", identifier: "id",
        fields: [
            .identifier("id") { $0.overview.conversation.id },
            .identifier("bot") { $0.overview.conversation.bot },
            .integer("messageCount") { $0.overview.messages },
            .time("createdAt") { $0.overview.conversation.createdAt },
            .time("lastAt") { $0.overview.lastAt },
            .list("messages", spoken) { $0.messages },
        ])

    private static let spoken: [Field<OpenedMessage>] = [
        .identifier("id") { $0.id },
        .choice("author") { $0.author },
        .identifier("person") { $0.person },
        .time("createdAt") { $0.createdAt },
        .text("text") { $0.text },
        .list("citations", citation) { $0.citations },
    ]
}
