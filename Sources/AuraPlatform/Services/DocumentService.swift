public import AuraCore
import AuraCrypto
import AuraKnowledge
import AuraStore

/// A bot's documents: added, listed, searched, deleted (clauses 1.2, 10.2).
public struct DocumentService: Sendable {
    let context: PlatformContext

    public struct Overview: Hashable, Sendable {
        public let document: Document
        public let title: String
        /// False if the same text was there already.
        public let isNew: Bool
    }

    /// What is to be added.
    public struct Draft: Hashable, Sendable {
        public let bytes: [UInt8]
        public let mediaType: Document.MediaType
        /// Shown in citations; taken from the document or the name if none is given.
        public var title: String?
        /// A file's name, for the title and the media type.
        public var name: String?
        /// ISO 639-1; detected unless given.
        public var language: String?

        public init(bytes: [UInt8], mediaType: Document.MediaType, title: String? = nil, name: String? = nil) {
            self.bytes = bytes
            self.mediaType = mediaType
            self.title = title
            self.name = name
        }

        /// The media type that a file's name tells: `.md`, `.html`; anything else is plain text.
        public static func mediaType(forFileName name: String) -> Document.MediaType {
            DocumentReader.mediaType(forFileName: name) ?? .plain
        }
    }

    /// Extracts, cuts, indexes and seals a document, in one transaction.
    ///
    /// The same text under the same title is left as it is; another text under a title that is there becomes its
    /// next version.
    public func add(
        _ draft: Draft, to bot: ObjectName?, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .documentWrite, tenant: tenant)
        try context.requireSpace()
        let bot = try await context.bot(bot, of: tenant)
        try FaultPoint.passed(.docReceived)
        let extracted = try DocumentIndexing.read(draft)
        try FaultPoint.passed(.docExtracted)
        let title = try TextInput.label(
            PlainText.forTerminal(draft.title ?? extracted.title ?? draft.name ?? "untitled"), of: "title")
        return try await context.withIndexKeys(of: tenant) { (tenant) async throws(PlatformError) in
            let indexing = DocumentIndexing(context: context, tenant: tenant, bot: bot.id)
            return try await store(extracted, title: title, draft: draft, by: indexing, as: principal)
        }
    }

    private func store(
        _ extracted: ExtractedDocument, title: String, draft: Draft, by indexing: DocumentIndexing,
        as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let (tenant, bot) = (indexing.tenant, indexing.bot)
        let indexes = try context.blindIndexes(title, table: "document", column: "title", of: tenant)
        let existing = try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                try indexes.firstFound { try reader.document(titleIndex: $0, of: bot) }
            }
        }
        let fingerprints = try indexing.fingerprints(of: extracted)
        if let existing, fingerprints.contains(existing.fingerprint) {
            return Overview(document: existing, title: title, isNew: false)
        }
        let prepared = try indexing.prepare(
            extracted, title: title, replacing: existing, byteCount: draft.bytes.count, fingerprint: fingerprints[0])
        try FaultPoint.passed(.docPassages)
        let event = try context.trail.event(
            .documentAdded, prepared.document.id.rawValue, of: tenant, by: principal, at: context.now,
            clause: Clause(1, 2))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.requireIndexKeys(tenant.indexKeys)
                if let existing { try writer.deleteDocument(existing.id) }
                try writer.insertDocument(
                    prepared.document, titleIndex: indexes[0], body: prepared.body, passages: prepared.passages)
                try FaultPoint.reached(.docIndexed)
            }
        }
        try FaultPoint.passed(.docPublished)
        return Overview(document: prepared.document, title: title, isNew: true)
    }

    /// The documents of a bot, or of all bots, oldest first.
    public func list(
        of tenant: ObjectName, bot: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> [Overview] {
        let tenant = try await context.authorised(principal, .documentRead, tenant: tenant)
        let only: Bot?
        if let bot { only = try await context.bot(bot, of: tenant) } else { only = nil }
        let documents = try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                let bots = try only.map { [$0] } ?? reader.bots(limit: Limits.listRows)
                return try bots.flatMap { try reader.documents(of: $0.id, limit: Limits.listRows) }
            }
        }
        var overviews: [Overview] = []
        for document in documents { overviews.append(try overview(document, of: tenant)) }
        return overviews
    }

    /// One document.
    public func show(
        _ id: Document.ID, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .documentRead, tenant: tenant)
        return try overview(try await document(id, of: tenant), of: tenant)
    }

    /// Deletes a document with its passages and index entries.
    public func delete(
        _ id: Document.ID, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .documentWrite, tenant: tenant)
        let document = try await document(id, of: tenant)
        let overview = try overview(document, of: tenant)
        let event = try context.trail.event(
            .documentDeleted, id.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(5, 1))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { try $0.deleteDocument(id) }
            try await context.store.truncateLogs()
        }
        return overview
    }

    /// The passages that fit a question best, best first.
    public func search(
        _ query: String, in bot: ObjectName?, of tenant: ObjectName, limit: Int = 10, as principal: Principal
    ) async throws(PlatformError) -> [PassageMatch] {
        let tenant = try await context.authorised(principal, .documentRead, tenant: tenant)
        let bot = try await context.bot(bot, of: tenant)
        let query = try TextInput.text(query, of: "query", limit: Limits.questionBytes)
        return try await PassageSearch(context: context, tenant: tenant, bot: bot.id).run(query, limit: limit).passages
    }

    private func document(_ id: Document.ID, of tenant: Tenant) async throws(PlatformError) -> Document {
        let document = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.document(id) }
        }
        guard let document else {
            throw PlatformError(
                .notFound, "tenant \(tenant.name) has no such document", hint: "aura doc list --tenant \(tenant.name)")
        }
        return document
    }

    private func overview(_ document: Document, of tenant: Tenant) throws(PlatformError) -> Overview {
        let title = try context.open(
            document.title, of: tenant, table: "document", column: "title", row: document.id.rawValue,
            dataClass: .content)
        return Overview(document: document, title: title, isNew: false)
    }
}
