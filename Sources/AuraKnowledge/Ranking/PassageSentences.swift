import AuraCore

/// A found passage, cut into sentences, with their terms.
struct PassageSentences {
    struct Sentence {
        /// Unicode scalars of the passage.
        let range: Range<Int>
        let text: String
        let terms: Set<String>
        let hasNumber: Bool
        /// It asks: what comes after it answers, it is never quoted itself.
        let isQuestion: Bool
        /// The terms of the question before it in the passage, if there is one.
        var asked: Set<String> = []
    }

    let language: String
    let title: Set<String>
    /// Of the headings that are not the title.
    let headings: Set<String>
    private(set) var sentences: [Sentence]
    /// All of the above.
    let terms: Set<String>

    init(_ passage: FoundPassage) {
        let language = passage.language
        self.language = language
        title = Self.terms(of: [passage.title].compactMap { $0 }, language: language)
        headings = Self.terms(of: passage.headings.filter { $0 != passage.title }, language: language)
        let scalars = Array(passage.text.unicodeScalars)
        sentences = Sentences.ranges(in: scalars, language: language).map { range in
            let text = String(String.UnicodeScalarView(scalars[range]))
            let terms = Self.terms(of: [text], language: language)
            return Sentence(
                range: range, text: text, terms: terms, hasNumber: Numerals.occur(in: scalars[range], words: terms),
                isQuestion: scalars[range].last.map { Self.questionMarks.contains($0) } ?? false)
        }
        terms = sentences.reduce(into: title.union(headings)) { $0.formUnion($1.terms) }
        var asked: Set<String> = []
        for place in sentences.indices {
            if sentences[place].isQuestion { asked = sentences[place].terms }
            sentences[place].asked = asked
        }
    }

    private static let questionMarks: Set<Unicode.Scalar> = ["?", "？", "؟"]

    private static func terms(of texts: [String], language: String) -> Set<String> {
        texts.reduce(into: []) { $0.formUnion(TermMaker.terms(of: $1, language: language).map(\.text)) }
    }
}
