public import AuraCore
import AuraCrypto
import AuraKnowledge
import AuraStore

/// A passage that was found for a question, opened.
public struct PassageMatch: Hashable, Sendable {
    public let passage: Passage.ID
    public let document: Document.ID
    public let version: Int
    public let title: String
    public let headings: [String]
    /// Unicode scalars of the document version's text.
    public let range: Range<Int>
    public let text: String
    /// BM25; higher is better.
    public let score: Double
    let found: FoundPassage
}

/// Ranks a bot's passages for a question: terms, tokens, one ranked read, opening.
struct PassageSearch {
    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot.ID

    struct Result: Sendable {
        let passages: [PassageMatch]
        let languages: [String]
    }

    func run(_ question: String, limit: Int) async throws(PlatformError) -> Result {
        try await context.withIndexKeys(of: tenant) { (tenant) async throws(PlatformError) in
            try await PassageSearch(context: context, tenant: tenant, bot: bot).rank(question, limit: limit)
        }
    }

    private func rank(_ question: String, limit: Int) async throws(PlatformError) -> Result {
        let store = context.store.tenant(tenant.id)
        let bot = bot
        let languages = try await platformErrors { try await store.read { try $0.languages(of: bot) } }
        let terms = TermMaker.terms(of: question, languages: languages)
        let weighted = try weighted(terms)
        let keys = tenant.indexKeys
        let parameters = RankingParameters.standard
        let (ranked, documents) = try await platformErrors {
            try await store.read { reader in
                try reader.requireIndexKeys(keys)
                let ranked = try reader.rank(
                    weighted, of: bot, by: BM25(k1: parameters.k1, b: parameters.b), limit: limit)
                return (ranked, try Set(ranked.map(\.document)).compactMap { try reader.document($0) })
            }
        }
        return Result(passages: try open(ranked, documents), languages: languages)
    }

    /// Tokens under the index key, and while it is being rotated under the one before too.
    private func weighted(_ terms: [WeightedTerm]) throws(PlatformError) -> [WeightedToken] {
        let tokens = try mappingErrors {
            try context.usableIndexKeys(of: tenant).map {
                try context.vault.searchTokens(terms.map(\.term), indexKey: $0)
            }
        }
        return terms.indices.map { place in
            WeightedToken(
                tokens[0][place], earlier: tokens.count > 1 ? tokens[1][place] : nil, weight: terms[place].weight)
        }
    }

    private func open(_ ranked: [RankedPassage], _ documents: [Document]) throws(PlatformError) -> [PassageMatch] {
        var titles: [Document.ID: (title: String, language: String)] = [:]
        for document in documents {
            let title = try context.open(
                document.title, of: tenant, table: "document", column: "title", row: document.id.rawValue,
                dataClass: .content)
            titles[document.id] = (title, document.language)
        }
        var passages: [PassageMatch] = []
        for item in ranked {
            let body = try context.open(
                item.body, of: tenant, table: "passage", column: "body", row: item.passage.rawValue,
                dataClass: .content)
            guard let stored = StoredPassage(body), let document = titles[item.document] else {
                throw PlatformError(.integrity, "a passage is damaged", hint: "aura doctor")
            }
            let found = FoundPassage(
                ranked: item, title: document.title, headings: stored.headings, text: stored.text,
                language: document.language)
            passages.append(
                PassageMatch(
                    passage: item.passage, document: item.document, version: item.version, title: document.title,
                    headings: stored.headings, range: item.range, text: stored.text, score: item.score, found: found))
        }
        return passages
    }
}
