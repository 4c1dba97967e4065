package import AuraCore
import Glibc

/// The two constants of BM25.
package struct BM25: Hashable, Sendable {
    /// How soon a term's repetition stops to count.
    package let k1: Double
    /// How much a passage's length counts, 0 … 1.
    package let b: Double

    package init(k1: Double = 1.2, b: Double = 0.75) {
        self.k1 = k1
        self.b = b
    }
}

/// One word of a question, and how much it counts.
package struct WeightedToken: Hashable, Sendable {
    package let token: SearchToken
    /// The word's token under the index key before, while it is being rotated: a passage has one of the two.
    package let earlier: SearchToken?
    package let weight: Double

    package init(_ token: SearchToken, earlier: SearchToken? = nil, weight: Double = 1) {
        self.token = token
        self.earlier = earlier
        self.weight = weight
    }
}

extension TenantReader {
    /// The best passages for a question: Σ weight · idf · f·(k1+1) / (f + k1·(1 − b + b·length/average)), with
    /// idf = ln(1 + (N − df + ½)/(df + ½)). Equal scores stand in the order in which the passages were added.
    ///
    /// - Parameter terms: At most ``termLimit`` count; what is beyond is left out. A token given twice counts twice.
    package func rank(
        _ terms: [WeightedToken], of bot: Bot.ID, by parameters: BM25 = BM25(), limit: Int
    ) throws(StoreError) -> [RankedPassage] {
        let corpus = try corpus(of: bot)
        guard corpus.passages > 0, !terms.isEmpty else { return [] }
        let average = max(Double(corpus.length) / Double(corpus.passages), 1)
        var arguments: [String: SQLValue] = [
            "botId": SQLValue(bot), "limit": SQLValue(limit), "gain": SQLValue(parameters.k1 + 1),
            "base": SQLValue(parameters.k1 * (1 - parameters.b)),
            "slope": SQLValue(parameters.k1 * parameters.b / average),
        ]
        let merged = Dictionary(
            terms.prefix(TenantReader.termLimit).map { ([$0.token] + ($0.earlier.map { [$0] } ?? []), $0.weight) },
            uniquingKeysWith: +)
        var slots = 0
        // In a fixed order, so that the same question sums to the same bits.
        for (tokens, weight) in merged.sorted(by: { $0.key[0].rawValue < $1.key[0].rawValue }) {
            let found = try tokens.map { (token) throws(StoreError) in (token, try passages(with: token, of: bot)) }
            let total = found.reduce(0) { $0 + $1.1 }
            let rarity = (Double(corpus.passages - total) + 0.5) / (Double(total) + 0.5)
            for (token, count) in found where count > 0 {
                arguments["term\(slots)"] = SQLValue(token.rawValue)
                arguments["weight\(slots)"] = SQLValue(weight * log(1 + rarity))
                slots += 1
            }
        }
        guard slots > 0 else { return [] }
        return try connection.rows(TenantReader.ranking(slots: slots), bound(arguments)).map(Rows.ranked)
    }

    private func passages(with token: SearchToken, of bot: Bot.ID) throws(StoreError) -> Int {
        try connection.count(
            """
            SELECT COUNT(*) AS passages FROM posting
            WHERE tenantId = :tenantId AND botId = :botId AND term = :term
            """, bound(["botId": SQLValue(bot), "term": SQLValue(token.rawValue)]))
    }

    /// The most words of a question that are looked up.
    package static var termLimit: Int { 64 }

    /// The statement for a number of words; only that number differs.
    private static func ranking(slots: Int) -> String {
        let words = (0..<slots).map { "(:term\($0), :weight\($0))" }.joined(separator: ", ")
        return """
            WITH question (term, weight) AS (VALUES \(words)),
            best (passage, score) AS (
                SELECT posting.passage, SUM(question.weight * posting.frequency * :gain
                    / (posting.frequency + :base + :slope * posting.length))
                FROM question
                JOIN posting ON posting.tenantId = :tenantId AND posting.botId = :botId
                    AND posting.term = question.term
                GROUP BY posting.passage
                ORDER BY 2 DESC, 1
                LIMIT :limit
            )
            SELECT passage.passageId, passage.documentId, passage.version, passage.rangeStart, passage.rangeEnd,
                passage.body, best.score
            FROM best
            JOIN passage ON passage.tenantId = :tenantId AND passage.botId = :botId AND passage.number = best.passage
            ORDER BY best.score DESC, best.passage
            """
    }
}

extension Rows {
    static func ranked(_ row: Row) throws(StoreError) -> RankedPassage {
        RankedPassage(
            passage: try row.read("passageId"), document: try row.read("documentId"),
            version: try row.int("version"), range: try row.range("rangeStart", "rangeEnd"),
            body: try row.sealed("body"), score: try row.double("score"))
    }
}
