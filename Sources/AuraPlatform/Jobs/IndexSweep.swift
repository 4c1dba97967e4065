import AuraCore
import AuraCrypto
import AuraKnowledge
import AuraStore

/// Makes one batch of what is indexed anew under the tenant's index key, from the sealed source of each row.
///
/// A row whose owner was erased meanwhile is left: its erasure removes it. No LLM key is opened, so the fingerprints of
/// LLM keys stay as they were made.
struct IndexSweep {
    let context: PlatformContext
    let tenant: Tenant

    /// Rows of a batch whose text is short; a passage has some hundred postings, a document its whole text.
    static let rows = 200
    static let passages = 25
    static let documents = 10

    struct Batch: Sendable {
        let next: IndexRotationPlace
        let rows: Int
        let write: @Sendable (TenantWriter) throws -> Void
    }

    func batch(at place: IndexRotationPlace) async throws(PlatformError) -> Batch {
        switch place.step {
        case .members: try await members(place)
        case .visitors: try await visitors(place)
        case .documents: try await documents(place)
        case .passages: try await passages(place)
        case .resting: Batch(next: place, rows: 0) { _ in }
        }
    }

    private func members(_ place: IndexRotationPlace) async throws(PlatformError) -> Batch {
        let last = place.last.flatMap(Member.ID.init)
        let members = try await read { try $0.members(after: last, limit: IndexSweep.rows) }
        let destroyed = try await context.custody.prepare(tenant.id, owners: Set(members.map(\.ownerKey))).destroyed
        var indexes: [(Member, [UInt8])] = []
        for member in members where !destroyed.contains(member.ownerKey) {
            let email = try open(member.email, "member", "email", member.id.rawValue, .account)
            indexes.append((member, try index(email, "member", "email")))
        }
        let made = indexes
        return Batch(next: place.next(after: members.last?.id.rawValue), rows: members.count) { writer in
            for (member, index) in made { try writer.setEmailIndex(index, of: member) }
        }
    }

    private func visitors(_ place: IndexRotationPlace) async throws(PlatformError) -> Batch {
        let last = place.last.flatMap(Visitor.ID.init)
        let visitors = try await read { try $0.visitors(after: last, limit: IndexSweep.rows) }
        let named = visitors.filter { $0.reference != nil }
        let destroyed = try await context.custody.prepare(tenant.id, owners: Set(named.map(\.ownerKey))).destroyed
        var indexes: [(Visitor, [UInt8])] = []
        for visitor in named where !destroyed.contains(visitor.ownerKey) {
            guard let sealed = visitor.reference else { continue }
            let reference = try open(sealed, "visitor", "reference", visitor.id.rawValue, .account)
            indexes.append((visitor, try index(reference, "visitor", "reference")))
        }
        let made = indexes
        return Batch(next: place.next(after: visitors.last?.id.rawValue), rows: visitors.count) { writer in
            for (visitor, index) in made { try writer.setReferenceIndex(index, of: visitor) }
        }
    }

    private func documents(_ place: IndexRotationPlace) async throws(PlatformError) -> Batch {
        let last = place.last.flatMap(Document.ID.init)
        let documents = try await read { reader in
            try reader.documents(after: last, limit: IndexSweep.documents).map { ($0, try reader.body(of: $0.id)) }
        }
        var indexes: [(Document, [UInt8], String)] = []
        for (document, body) in documents {
            guard let body else { continue }
            let id = document.id.rawValue
            let title = try open(document.title, "document", "title", id, .content)
            let text = try open(body, "document", "body", id, .content)
            let fingerprint = try context.fingerprint(
                SecretBytes(copying: text.utf8), purpose: "document", of: tenant)
            indexes.append((document, try index(title, "document", "title"), fingerprint))
        }
        let made = indexes
        return Batch(next: place.next(after: documents.last?.0.id.rawValue), rows: documents.count) { writer in
            for (document, index, fingerprint) in made {
                try writer.setTitleIndex(index, fingerprint: fingerprint, of: document)
            }
        }
    }

    private func passages(_ place: IndexRotationPlace) async throws(PlatformError) -> Batch {
        let last = place.last.flatMap(Passage.ID.init)
        let (passages, documents) = try await read { reader in
            let passages = try reader.passages(after: last, limit: IndexSweep.passages)
            return (passages, try Set(passages.map(\.document)).compactMap { try reader.document($0) })
        }
        var titles: [Document.ID: (title: String, language: String)] = [:]
        for document in documents {
            let title = try open(document.title, "document", "title", document.id.rawValue, .content)
            titles[document.id] = (title, document.language)
        }
        var terms: [(Passage.ID, [PassageTerm])] = []
        for passage in passages {
            let encoded = try open(passage.body, "passage", "body", passage.id.rawValue, .content)
            guard let stored = StoredPassage(encoded), let document = titles[passage.document] else {
                throw PlatformError(.integrity, "a passage is damaged", hint: "aura doctor")
            }
            let counted = TermMaker.terms(
                of: stored.text, under: stored.headings, title: document.title, language: document.language)
            terms.append((passage.id, try context.passageTerms(counted, of: tenant)))
        }
        let made = terms
        return Batch(next: place.next(after: passages.last?.id.rawValue), rows: passages.count) { writer in
            for (passage, terms) in made { try writer.replaceTerms(terms, of: passage) }
        }
    }

    private func read<T: Sendable>(
        _ body: @escaping @Sendable (TenantReader) throws -> T
    ) async throws(PlatformError) -> T {
        try await platformErrors { try await context.store.tenant(tenant.id).read(body) }
    }

    private func open(
        _ value: SealedValue, _ table: String, _ column: String, _ row: String, _ dataClass: DataClass
    ) throws(PlatformError) -> String {
        try context.open(value, of: tenant, table: table, column: column, row: row, dataClass: dataClass)
    }

    private func index(_ text: String, _ table: String, _ column: String) throws(PlatformError) -> [UInt8] {
        try context.personIndex(text, table: table, column: column, of: tenant)
    }
}
