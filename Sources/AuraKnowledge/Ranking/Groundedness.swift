/// Decides whether the passages found hold an answer to a question.
///
/// They do if some sentence covers about half of what the question names: one word of two, found where nothing else of
/// the question is near, is not enough. A word in pairs of characters is covered by fewer of its pairs, since some
/// straddle two words; so there less will do.
enum Groundedness {
    private static let minimum = 0.47
    private static let minimumForPairs = 0.37

    static func holds(coverage: Double, of question: Question) -> Bool {
        let pairs = question.words.count { $0.isPair }
        return coverage >= (pairs * 2 > question.words.count ? minimumForPairs : minimum)
    }
}
