/// The numbers of the ranking. A passage's score is
/// `Σ weight · ln(1 + (N − df + 0.5) / (df + 0.5)) · f · (k1 + 1) / (f + k1 · (1 − b + b · length / averageLength))`
/// over the question's terms, where `N`, `df` and the average count passages of the bot, `f` is the term's weighted
/// frequency and `length` the sum of the passage's frequencies (BM25).
package struct RankingParameters: Hashable, Sendable {
    /// How slowly a repeated term stops counting more.
    package let k1: Double
    /// How much a long passage is discounted, 0 … 1.
    package let b: Double
    /// How often a word of the title or a heading counts for the passages below it.
    package let headingWeight: Int
    /// What a word counts that is only there to ask, 0 … 1.
    package let functionWeight: Double
    /// What a stem counts that is of a language the question is not asked in, 0 … 1.
    package let foreignWeight: Double
    /// What a word's beginning counts in languages with compounds, 0 … 1.
    package let beginningWeight: Double
    /// Passages to rank for one question, at most.
    package let candidates: Int

    /// What AURA ranks with; measured on collections in English, German, Spanish, Arabic and Chinese.
    package static let standard = RankingParameters(
        k1: 1, b: 0.75, headingWeight: 2, functionWeight: 0.4, foreignWeight: 0.5, beginningWeight: 0.3,
        candidates: 12)
}
