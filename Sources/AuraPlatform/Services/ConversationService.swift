public import AuraCore
import AuraStore

/// Reading and deleting conversations (clauses 1.2, 5.1).
public struct ConversationService: Sendable {
    let context: PlatformContext

    /// A conversation in a list.
    public struct Overview: Hashable, Sendable {
        public let conversation: Conversation
        public let messages: Int
        public let lastAt: Timestamp

        public init(conversation: Conversation, messages: Int, lastAt: Timestamp) {
            self.conversation = conversation
            self.messages = messages
            self.lastAt = lastAt
        }
    }

    /// Which conversations are listed.
    public struct Filter: Hashable, Sendable {
        public var bot: ObjectName?
        /// An e-mail, a reference or an id.
        public var person: String?
        public var since: Timestamp?

        public init() {}
    }

    /// Conversations, newest first; none of which every message is due.
    public func list(
        of tenant: ObjectName, _ filter: Filter = Filter(), as principal: Principal
    ) async throws(PlatformError) -> [Overview] {
        let tenant = try await context.authorised(principal, .conversationRead, tenant: tenant)
        let bot: Bot.ID?
        if let name = filter.bot { bot = try await context.bot(name, of: tenant).id } else { bot = nil }
        var people: [PersonID?] = [nil]
        if let person = filter.person {
            people = try await PeopleDirectory(context: context, tenant: tenant).find(person).map(\.id)
        }
        let (wanted, since, readable) = (people, filter.since, context.readableSince(.conversation))
        let summaries = try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                try wanted.flatMap {
                    try reader.conversations(
                        of: bot, person: $0, since: since, readableSince: readable, limit: Limits.listRows)
                }
            }
        }
        return summaries.map {
            Overview(conversation: $0.conversation, messages: $0.messages, lastAt: $0.lastAt)
        }
    }

    /// One conversation's messages that are not due yet, oldest first.
    public func show(
        _ id: Conversation.ID, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> (conversation: Conversation, messages: [OpenedMessage]) {
        let tenant = try await context.authorised(principal, .conversationRead, tenant: tenant)
        let (conversation, messages) = try await find(id, of: tenant, since: context.readableSince(.conversation))
        return (conversation, try await MessageOpening(context: context, tenant: tenant).open(messages))
    }

    /// Deletes a conversation with its messages, those that are due included.
    ///
    /// - Returns: The conversation and how many messages went.
    public func delete(
        _ id: Conversation.ID, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .conversationDelete, tenant: tenant)
        let (conversation, _) = try await find(id, of: tenant, since: nil)
        let event = try context.trail.event(
            .conversationDeleted, id.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(5, 1))
        let count = try await platformErrors {
            let count = try await context.store.tenant(tenant.id).write(event) { try $0.deleteConversation(id) }
            try await context.store.truncateLogs()
            return count
        }
        return Overview(conversation: conversation, messages: count, lastAt: conversation.createdAt)
    }

    private func find(
        _ id: Conversation.ID, of tenant: Tenant, since moment: Timestamp?
    ) async throws(PlatformError) -> (Conversation, [Message]) {
        let found = try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                (try reader.conversation(id), try reader.messages(in: id, since: moment, limit: Limits.listRows))
            }
        }
        guard let conversation = found.0, !found.1.isEmpty else {
            throw PlatformError(
                .notFound, "tenant \(tenant.name) has no such conversation",
                hint: "aura conversation list --tenant \(tenant.name)")
        }
        return (conversation, found.1)
    }
}
