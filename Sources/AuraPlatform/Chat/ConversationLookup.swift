import AuraCore
import AuraCrypto
import AuraStore

/// Who asks, in which conversation, and what was said there before.
struct Asking: Sendable {
    let asker: Asker
    /// None: the turn begins a conversation.
    let conversation: Conversation?
    let history: [ChatRequest.Turn]
}

/// Finds the asker and the conversation that a question belongs to.
struct ConversationLookup {
    /// Messages of the conversation that go into the prompt.
    static let historyMessages = 10

    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot.ID

    func find(_ thread: ChatService.Thread, person: String?) async throws(PlatformError) -> Asking {
        let directory = PeopleDirectory(context: context, tenant: tenant)
        var asker = Asker.anonymous
        if let person { asker = try await directory.asker(person) }
        guard let conversation = try await conversation(thread, asker) else {
            return Asking(asker: asker, conversation: nil, history: [])
        }
        if person == nil {
            asker = try await lastAsker(of: conversation.id, directory)
        }
        return Asking(
            asker: asker, conversation: conversation, history: try await history(of: conversation.id))
    }

    private func conversation(
        _ thread: ChatService.Thread, _ asker: Asker
    ) async throws(PlatformError) -> Conversation? {
        let (store, readable) = (context.store.tenant(tenant.id), context.readableSince(.conversation))
        switch thread {
        case .new:
            return nil
        case .newest:
            guard case .known(let person) = asker else { return nil }
            return try await platformErrors {
                try await store.read {
                    try $0.newestConversation(of: bot, person: person.id, readableSince: readable)
                }
            }
        case .existing(let id):
            let conversation = try await platformErrors {
                try await store.read { reader in
                    let isReadable = try !reader.messages(in: id, since: readable, newest: true, limit: 1).isEmpty
                    return isReadable ? try reader.conversation(id) : nil
                }
            }
            guard let conversation, conversation.bot == bot else {
                throw PlatformError(
                    .notFound, "this bot has no such conversation",
                    hint: "aura conversation list --tenant \(tenant.name)")
            }
            return conversation
        }
    }

    private func lastAsker(
        of conversation: Conversation.ID, _ directory: PeopleDirectory
    ) async throws(PlatformError) -> Asker {
        let last = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.askerOfLastTurn(in: conversation) }
        }
        guard let last, let person = try await directory.find(last) else { return .anonymous }
        return .known(person)
    }

    private func history(of conversation: Conversation.ID) async throws(PlatformError) -> [ChatRequest.Turn] {
        let readable = context.readableSince(.conversation)
        let messages = try await platformErrors {
            try await context.store.tenant(tenant.id).read {
                try $0.messages(
                    in: conversation, since: readable, newest: true, limit: ConversationLookup.historyMessages)
            }
        }
        let opened = try await MessageOpening(context: context, tenant: tenant).open(messages)
        return opened.compactMap { message in
            message.text.map { ChatRequest.Turn(role: message.author == .asker ? .user : .assistant, text: $0) }
        }
    }
}
