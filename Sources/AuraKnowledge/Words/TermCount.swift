package import AuraCore

/// A term of a passage and how often it occurs there, weighted by where it stands.
package struct TermCount: Hashable, Sendable {
    package let term: SearchTerm
    package let frequency: Int
}

/// A term of a question and what it counts for in the score.
package struct WeightedTerm: Hashable, Sendable {
    package let term: SearchTerm
    package let weight: Double
}
