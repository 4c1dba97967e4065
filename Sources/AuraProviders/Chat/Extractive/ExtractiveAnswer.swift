package import AuraCore

/// An answer made of quotations.
package struct ExtractiveAnswer: Hashable, Sendable {
    /// The quotations' own words; empty if there were none.
    package let text: String
    /// The quotations that make up the text, in its order: exactly what is to be cited.
    package let used: [Quotation]

    private static let mostQuotations = 3
    /// What a further quotation must score, as a part of the best one's score.
    private static let leastShare = 0.5

    /// Chooses the best quotation and up to two more that say something else and score at least half as much.
    ///
    /// Quotations of one passage stand together, in the document's order; the passages stand in the order of their
    /// best quotation, each as a paragraph of its own.
    ///
    /// - Parameter quotations: Best first.
    package init(from quotations: [Quotation]) {
        let chosen = ExtractiveAnswer.choose(quotations)
        var passages: [[Quotation]] = []
        for quotation in chosen {
            if let place = passages.firstIndex(where: { $0[0].passage == quotation.passage }) {
                passages[place].append(quotation)
            } else {
                passages.append([quotation])
            }
        }
        for place in passages.indices {
            passages[place].sort { $0.range.lowerBound < $1.range.lowerBound }
        }
        used = passages.flatMap { $0 }
        text = passages.map(ExtractiveAnswer.join).joined(separator: "\n\n")
    }

    private static func choose(_ quotations: [Quotation]) -> [Quotation] {
        var chosen: [Quotation] = []
        for quotation in quotations where chosen.count < mostQuotations {
            let words = comparable(quotation)
            guard !words.isEmpty else { continue }
            if let best = chosen.first, !(quotation.score >= best.score * leastShare) { continue }
            let repeats = chosen.contains { other in
                let otherWords = comparable(other)
                return isSamePlace(quotation, other) || otherWords.contains(words) || words.contains(otherWords)
            }
            if !repeats { chosen.append(quotation) }
        }
        return chosen
    }

    private static func isSamePlace(_ one: Quotation, _ other: Quotation) -> Bool {
        one.document == other.document && one.version == other.version && one.range.overlaps(other.range)
    }

    /// The words alone, each with its spaces, so that two sentences that differ in case, spacing or punctuation are
    /// the same, and one is found within another by whole words.
    private static func comparable(_ quotation: Quotation) -> String {
        let words = quotation.text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "" : " " + words.joined(separator: " ") + " "
    }

    /// Sentences that touch in the document (as in Chinese) are joined as they stand there, others by a space.
    private static func join(_ sentences: [Quotation]) -> String {
        var text = ""
        var end: Int?
        for sentence in sentences {
            if let end, end < sentence.range.lowerBound { text += " " }
            text += sentence.text
            end = sentence.range.upperBound
        }
        return text
    }
}
