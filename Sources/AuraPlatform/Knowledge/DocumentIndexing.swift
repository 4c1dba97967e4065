import AuraCore
import AuraCrypto
import AuraKnowledge

/// Turns a document into what is stored: sealed text, sealed passages, keyed terms.
struct DocumentIndexing {
    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot.ID

    struct Prepared: Sendable {
        let document: Document
        let body: SealedValue
        let passages: [Passage]
    }

    static func read(_ draft: DocumentService.Draft) throws(PlatformError) -> ExtractedDocument {
        do {
            return try DocumentReader.read(
                draft.bytes, mediaType: draft.mediaType, title: draft.title, language: draft.language)
        } catch {
            throw PlatformError(error, document: draft.name)
        }
    }

    /// The fingerprints of a document's text, one for each usable index key, that of the current key first.
    func fingerprints(of extracted: ExtractedDocument) throws(PlatformError) -> [String] {
        let text = SecretBytes(copying: extracted.text.utf8)
        return try mappingErrors {
            try context.usableIndexKeys(of: tenant).map {
                Hexadecimal.encode(try context.vault.fingerprint(text, purpose: "document", key: $0))
            }
        }
    }

    func prepare(
        _ extracted: ExtractedDocument, title: String, replacing existing: Document?, byteCount: Int,
        fingerprint: String
    ) throws(PlatformError) -> Prepared {
        let now = context.now
        let id = existing?.id ?? .make(at: now)
        let version = (existing?.version ?? 0) + 1
        let document = Document(
            id: id, bot: bot, title: try seal(title, "document", "title", id.rawValue), version: version,
            mediaType: extracted.mediaType, language: extracted.language, byteCount: byteCount,
            passageCount: extracted.passages.count, fingerprint: fingerprint, createdAt: now)
        var passages: [Passage] = []
        for draft in extracted.passages {
            passages.append(try passage(draft, of: document, title: title))
        }
        return Prepared(
            document: document, body: try seal(extracted.text, "document", "body", id.rawValue), passages: passages)
    }

    private func passage(
        _ draft: DraftPassage, of document: Document, title: String
    ) throws(PlatformError) -> Passage {
        let id = Passage.ID.make(at: document.createdAt)
        let counted = TermMaker.terms(of: draft, title: title, language: document.language)
        let terms = try context.passageTerms(counted, of: tenant)
        let body = StoredPassage(headings: draft.headings, text: draft.text)
        return Passage(
            id: id, document: document.id, version: document.version, ordinal: draft.ordinal, range: draft.range,
            body: try seal(body.encoded, "passage", "body", id.rawValue), terms: terms)
    }

    private func seal(
        _ text: String, _ table: String, _ column: String, _ row: String
    ) throws(PlatformError) -> SealedValue {
        try context.seal(text, of: tenant, table: table, column: column, row: row, dataClass: .content)
    }
}

/// What a passage's sealed body holds: its heading path and its text.
struct StoredPassage: Hashable, Sendable {
    let headings: [String]
    let text: String

    init(headings: [String], text: String) {
        self.headings = headings
        self.text = text
    }

    var encoded: String {
        (JSONValue.array(headings.map(JSONValue.string) + [.string(text)])).line
    }

    init?(_ encoded: String) {
        guard let parts = (try? JSONValue(parsing: Array(encoded.utf8)))?.array?.compactMap(\.string),
            let text = parts.last
        else { return nil }
        headings = Array(parts.dropLast())
        self.text = text
    }
}

extension PlatformContext {
    /// A passage's terms as tokens under the tenant's index key.
    func passageTerms(_ counted: [TermCount], of tenant: Tenant) throws(PlatformError) -> [PassageTerm] {
        let tokens = try mappingErrors {
            try self.vault.searchTokens(counted.map(\.term), indexKey: tenant.indexKey)
        }
        return zip(tokens, counted).map { PassageTerm(token: $0, frequency: $1.frequency) }
    }

    /// A keyed fingerprint under the tenant's index key: equal texts have equal fingerprints within the tenant.
    func fingerprint(
        _ secret: SecretBytes, purpose: String, of tenant: Tenant
    ) throws(PlatformError) -> String {
        Hexadecimal.encode(
            try mappingErrors {
                try self.vault.fingerprint(secret, purpose: purpose, key: tenant.indexKey)
            })
    }
}

extension PlatformError {
    init(_ error: KnowledgeError, document: String?) {
        let name = document.map { PlainText.forTerminal($0) } ?? "the document"
        let (sentence, hint): (String, String) =
            switch error.code {
            case .empty: ("there is no text in it", "add a document that has some")
            case .binary: ("this is no text", "add Markdown, plain text or HTML")
            case .notUTF8: ("this is not UTF-8", "convert it: iconv -t UTF-8")
            case .tooLarge: ("it has more than \(error.limit ?? Limits.documentBytes) bytes", "split it")
            case .tooManyPassages: ("it has more than \(error.limit ?? 0) passages", "split it")
            case .tooDeep: ("its elements are nested too deep", "simplify the page")
            case .unreadableHTML: ("this is no HTML that can be read", "check the file")
            }
        self.init(.invalidInput, "\(name): \(sentence)", hint: hint)
    }
}
