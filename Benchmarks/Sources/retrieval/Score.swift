import Foundation

/// How good one ranking of at most ten is, with binary relevance.
struct Score {
    let ndcg: Double
    let recall: Double
    let reciprocalRank: Double

    init(ranked: [String], relevant: Set<String>) {
        let hits = ranked.enumerated().filter { relevant.contains($0.element) }.map(\.offset)
        let gain = hits.reduce(0.0) { $0 + 1 / log2(Double($1) + 2) }
        let ideal = (0..<min(10, relevant.count)).reduce(0.0) { $0 + 1 / log2(Double($1) + 2) }
        ndcg = ideal > 0 ? gain / ideal : 0
        recall = relevant.isEmpty ? 0 : Double(hits.count) / Double(relevant.count)
        reciprocalRank = hits.first.map { 1 / Double($0 + 1) } ?? 0
    }
}
