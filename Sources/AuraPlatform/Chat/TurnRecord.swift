import AuraCore
import AuraCrypto
import AuraPolicy
import AuraProviders
import AuraStore

/// Stores a turn: both messages sealed under the asker's key and the week's, usage, disclosure and audit event in
/// one transaction. Keys come first, then data.
struct TurnRecord {
    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot
    let question: ChatService.Question
    let text: String
    let request: RequestMark?

    func store(
        _ answer: Answer, asking: Asking, key: OpenedCredential?, by principal: Principal
    ) async throws(PlatformError) -> ChatService.Turn {
        let now = context.now
        let credential = key?.credential
        guard question.isStored else {
            return try await count(answer, key: key, by: principal, at: now)
        }
        let (person, visitor) = try await asker(asking.asker, at: now)
        let period = try await context.custody.ensurePeriodKey(for: tenant.id, containing: now)
        let conversation =
            asking.conversation ?? Conversation(id: .make(at: now), bot: bot.id, createdAt: now)
        let (asked, answered) = try await messages(answer, person, conversation, period, now)
        let usage = record(answer, credential, conversation: conversation.id, person: person.id, at: now)
        let disclosure = try context.disclosure(of: usage, origin: credential?.origin)
        try FaultPoint.passed(.chatSealed)
        let added = try addition(visitor, by: principal, at: now)
        let event = try context.trail.event(
            .turnStored, answered.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(1, 2))
        let isNewConversation = asking.conversation == nil
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event, also: added) { [keys = tenant.indexKeys] writer in
                try writer.requireIndexKeys(keys)
                if let visitor { try writer.insertVisitor(visitor.visitor, referenceIndex: visitor.referenceIndex) }
                if isNewConversation { try writer.insertConversation(conversation) }
                try writer.insertMessages([asked, answered])
                try writer.insertUsage(usage)
                if let disclosure { try writer.insertDisclosure(disclosure) }
                if let key { try writer.removeCall(key.call) }
                // An answer that broke off is asked for again.
                if let request, !answer.isPartial {
                    try writer.markAnswer(answered.id, usage: usage.id, request: request)
                }
            }
        }
        try FaultPoint.passed(.chatCommitted)
        return turn(answer, conversation: conversation.id, message: answered.id, person: person.id)
    }

    /// A turn that is not kept leaves a usage row without a person, and nothing else.
    private func count(
        _ answer: Answer, key: OpenedCredential?, by principal: Principal, at now: Timestamp
    ) async throws(PlatformError) -> ChatService.Turn {
        let credential = key?.credential
        let usage = record(answer, credential, conversation: nil, person: nil, at: now)
        let disclosure = try context.disclosure(of: usage, origin: credential?.origin)
        let event = try context.trail.event(
            .turnCounted, usage.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(1, 3))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.insertUsage(usage)
                if let disclosure { try writer.insertDisclosure(disclosure) }
                if let key { try writer.removeCall(key.call) }
            }
        }
        try FaultPoint.passed(.chatCommitted)
        return turn(answer, conversation: nil, message: nil, person: nil)
    }

    private func asker(
        _ asker: Asker, at now: Timestamp
    ) async throws(PlatformError) -> (KnownPerson, NewVisitor?) {
        let directory = PeopleDirectory(context: context, tenant: tenant)
        switch asker {
        case .known(let person):
            return (person, nil)
        case .new(let reference):
            let visitor = try await directory.newVisitor(reference: reference, at: now)
            return (KnownPerson(visitor.visitor), visitor)
        case .anonymous:
            let visitor = try await directory.newVisitor(reference: nil, at: now)
            return (KnownPerson(visitor.visitor), visitor)
        }
    }

    /// Both messages, sealed.
    ///
    /// - Throws: `notFound` if the asker's key was destroyed meanwhile: nothing more is stored for them.
    private func messages(
        _ answer: Answer, _ person: KnownPerson, _ conversation: Conversation, _ period: KeyPeriod, _ now: Timestamp
    ) async throws(PlatformError) -> (asked: Message, answered: Message) {
        try await requireKey(of: person, period)
        do throws(PlatformError) {
            let asked = try message(.asker, text, nil, person, conversation, period, now)
            // A millisecond later, so that a conversation reads in the order in which it was spoken.
            let answered = try message(
                .bot, answer.text, answer.citations, person, conversation, period, now.adding(milliseconds: 1))
            return (asked, answered)
        } catch {
            guard error.code == .integrity else { throw error }
            try await requireKey(of: person, period)
            throw error
        }
    }

    private func requireKey(of person: KnownPerson, _ period: KeyPeriod) async throws(PlatformError) {
        let prepared = try await context.custody.prepare(tenant.id, owners: [person.ownerKey], periods: [period])
        if prepared.destroyed.contains(person.ownerKey) { throw PlatformError(.fenced(person.ownerKey)) }
    }

    private func message(
        _ author: Message.Author, _ text: String, _ citations: [Citation]?, _ person: KnownPerson,
        _ conversation: Conversation, _ period: KeyPeriod, _ now: Timestamp
    ) throws(PlatformError) -> Message {
        let id = Message.ID.make(at: now)
        func sealed(_ text: String, _ column: String) throws(PlatformError) -> SealedValue {
            let seal = SealContext(
                tenant: tenant.id.rawValue, table: "message", column: column, row: id.rawValue,
                dataClass: .conversation)
            return try mappingErrors {
                try context.vault.seal(Array(text.utf8), in: seal, owner: person.ownerKey, period: period)
            }
        }
        return Message(
            id: id, conversation: conversation.id, person: person.id, author: author, ownerKey: person.ownerKey,
            period: period, body: try sealed(text, "body"),
            citations: try citations.map { (list) throws(PlatformError) in
                try sealed(Citation.encode(list), "citations")
            }, createdAt: now)
    }

    private func record(
        _ answer: Answer, _ credential: Credential?, conversation: Conversation.ID?, person: PersonID?,
        at now: Timestamp
    ) -> UsageRecord {
        UsageRecord(
            id: .make(at: now), bot: bot.id, conversation: conversation, person: person, credential: credential?.id,
            model: bot.model, tokens: answer.usage, accuracy: answer.accuracy, createdAt: now)
    }

    private func addition(
        _ visitor: NewVisitor?, by principal: Principal, at now: Timestamp
    ) throws(PlatformError) -> [AuditEvent] {
        guard let visitor else { return [] }
        return [
            try context.trail.event(.visitorAdded, visitor.visitor.id.rawValue, of: tenant, by: principal, at: now)
        ]
    }

    private func turn(
        _ answer: Answer, conversation: Conversation.ID?, message: Message.ID?, person: PersonID?
    ) -> ChatService.Turn {
        ChatService.Turn(
            conversation: conversation, message: message, person: person, answer: answer.text,
            isGrounded: answer.isGrounded, citations: answer.citations, model: bot.model.description,
            usage: answer.usage, accuracy: answer.accuracy, isPartial: answer.isPartial)
    }
}

extension PlatformContext {
    /// What was disclosed to the vendor by one call (clause 4.2); nothing leaves for the extractive provider.
    func disclosure(of usage: UsageRecord, origin: String?) throws(PlatformError) -> Disclosure? {
        guard let origin else { return nil }
        let recipient = try mappingErrors { try self.providers.recipient(for: usage.model.vendor, origin: origin) }
        return recipient.map { recipient in
            Disclosure(
                id: .make(at: usage.createdAt), usage: usage.id, recipient: recipient.id, country: recipient.country,
                categories: recipient.categories, createdAt: usage.createdAt)
        }
    }
}
