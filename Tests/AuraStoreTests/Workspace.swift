import AuraCore

@testable import AuraStore

/// One tenant with a row of everything. Two of them have equal names and clashing references, and no id in common.
struct Workspace: Sendable {
    let tenant: Tenant
    let owner: Member
    let visitor: Visitor
    let credential: Credential
    let bot: Bot
    let document: Document
    let passages: [Passage]
    let conversation: Conversation
    let messages: [Message]
    let usage: UsageRecord
    let disclosure: Disclosure
    let job: Job
    /// Of a call under way.
    let call: Job

    static let email = Sample.index("owner@example.org")
    static let reference = Sample.index("customer 7")
    static let title = Sample.index("Refunds")
    static let request = RequestMark(
        mark: Sample.index("order 5"), digest: Sample.index("question"), since: Sample.start)
    static let token = SearchToken(rawValue: -7)

    /// - Parameters:
    ///   - mark: Stands in every sealed value of the workspace.
    ///   - twin: Another workspace whose ids and keys this one has too, but for the tenant's own and the job's.
    init(_ name: String, mark: String, twin: Workspace? = nil) {
        let start = Sample.start
        tenant = Tenant(
            id: .make(at: start), name: Sample.name(name), region: .eu, state: .active, createdAt: start,
            closedAt: nil, eraseAt: nil, contentKey: twin?.tenant.contentKey ?? Sample.keyID(),
            indexKey: Sample.keyID())
        owner = Member(
            id: twin?.owner.id ?? .make(at: start), role: .owner, ownerKey: twin?.owner.ownerKey ?? Sample.keyID(),
            email: Sample.sealed("\(mark) e-mail"), createdAt: start)
        visitor = Visitor(
            id: twin?.visitor.id ?? .make(at: start), ownerKey: twin?.visitor.ownerKey ?? Sample.keyID(),
            reference: Sample.sealed("\(mark) reference"), createdAt: start)
        credential = Credential(
            id: twin?.credential.id ?? .make(at: start), vendor: .openAI, origin: "https://api.openai.com",
            label: "main", fingerprint: "f0", lastFour: Sample.sealed("\(mark) four"), ownerKey: Sample.keyID(),
            state: .active, createdAt: start, expiresAt: nil, revokedAt: nil)
        bot = Bot(
            id: twin?.bot.id ?? .make(at: start), name: Sample.name("support"), model: .extractive,
            prompt: Sample.sealed("\(mark) prompt"), fallback: nil, temperatureMilli: nil, createdAt: start)
        (document, passages) = Workspace.document(
            of: bot.id, mark: mark, terms: [[(Workspace.token, 2), (SearchToken(rawValue: 5), 1)]], twin: twin)
        conversation = Conversation(id: twin?.conversation.id ?? .make(at: start), bot: bot.id, createdAt: start)
        messages = [Message.Author.asker, .bot].enumerated().map { [visitor, conversation] place, author in
            Workspace.message(
                in: conversation, of: visitor, author, at: start.adding(milliseconds: Int64(place)), mark: mark,
                id: twin?.messages[place].id)
        }
        usage = Workspace.usage(
            of: bot.id, in: conversation.id, by: visitor.id, key: credential.id, at: start, id: twin?.usage.id)
        disclosure = Disclosure(
            id: twin?.disclosure.id ?? .make(at: start), usage: usage.id, recipient: "openai", country: "US",
            safeguard: "scc", categories: [.conversation], createdAt: start)
        job = Job(
            id: .make(at: start), tenant: tenant.id, kind: .erase, plan: ["person": .string(visitor.id.rawValue)],
            startedAt: start)
        call = Job(id: .make(at: start), tenant: tenant.id, kind: .call, plan: [:], startedAt: start)
    }

    static func document(
        of bot: Bot.ID, mark: String, terms: [[(SearchToken, Int)]], at moment: Timestamp = Sample.start,
        twin: Workspace? = nil
    ) -> (Document, [Passage]) {
        let id = twin?.document.id ?? .make(at: moment)
        let document = Document(
            id: id, bot: bot, title: Sample.sealed("\(mark) title"), version: 1, mediaType: .markdown,
            language: "en", byteCount: 10, passageCount: terms.count, fingerprint: "d0", createdAt: moment)
        let passages = terms.enumerated().map { place, terms in
            Passage(
                id: twin?.passages[place].id ?? .make(at: moment), document: id, version: 1, ordinal: place,
                range: place * 10..<place * 10 + 9,
                body: Sample.sealed("\(mark) passage"),
                terms: terms.map { PassageTerm(token: $0.0, frequency: $0.1) })
        }
        return (document, passages)
    }

    static func message(
        in conversation: Conversation, of visitor: Visitor, _ author: Message.Author = .asker, at moment: Timestamp,
        mark: String = "-", id: Message.ID? = nil
    ) -> Message {
        Message(
            id: id ?? .make(at: moment), conversation: conversation.id, person: .visitor(visitor.id), author: author,
            ownerKey: visitor.ownerKey, period: KeyPeriod(containing: moment), body: Sample.sealed("\(mark) words"),
            citations: author == .bot ? Sample.sealed("\(mark) sources") : nil, createdAt: moment)
    }

    static func usage(
        of bot: Bot.ID?, in conversation: Conversation.ID?, by visitor: Visitor.ID?, key: Credential.ID?,
        at moment: Timestamp, model: ModelName = ModelName(vendor: .openAI, model: "gpt"), input: Int = 10,
        id: UsageRecord.ID? = nil
    ) -> UsageRecord {
        UsageRecord(
            id: id ?? .make(at: moment), bot: bot, conversation: conversation, person: visitor.map(PersonID.visitor),
            credential: key, model: model,
            tokens: TokenUsage(input: input, output: 5, cachedInput: 2, reasoning: 1), accuracy: .exact,
            createdAt: moment)
    }

    /// Puts everything into a store.
    func insert(into store: Store) async throws {
        let chain = AuditChain.tenant(tenant.id)
        let events = [
            Sample.event(.tenantCreated, in: .operator, object: tenant.id.rawValue),
            Sample.event(.memberAdded, in: chain, object: owner.id.rawValue, key: owner.ownerKey),
        ]
        try await store.operator.write(events[0], also: [events[1]]) { writer in
            try writer.insertTenant(
                tenant, displayName: Sample.sealed("display"), owner: owner, emailIndex: Workspace.email)
        }
        let turn = Sample.event(.turnStored, in: chain, object: visitor.id.rawValue, key: visitor.ownerKey)
        try await store.tenant(tenant.id).write(turn) { writer in
            try writer.insertVisitor(visitor, referenceIndex: Workspace.reference)
            try writer.insertCredential(credential, secret: Sample.sealed("llm key"))
            try writer.insertBot(bot)
            try writer.insertDocument(
                document, titleIndex: Workspace.title, body: Sample.sealed("text"), passages: passages)
            try writer.insertConversation(conversation)
            try writer.insertMessages(messages)
            try writer.insertUsage(usage)
            try writer.markAnswer(messages[1].id, usage: usage.id, request: Workspace.request)
            try writer.insertDisclosure(disclosure)
            try writer.insertJob(job)
            try writer.insertJob(call)
        }
    }

    /// A new store with this workspace alone.
    static func stored(in folder: TestFolder, name: String = "acme") async throws -> (Store, Workspace) {
        let store = try await Sample.create(in: folder)
        let workspace = Workspace(name, mark: "acme's")
        try await workspace.insert(into: store)
        return (store, workspace)
    }
}
