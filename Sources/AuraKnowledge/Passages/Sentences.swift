/// Cuts text into sentences (after UAX #29, with what prose needs beyond it).
///
/// A sentence ends at a line break; after a full stop, question or exclamation mark of any script, with the quotes and
/// brackets that close after it; in Thai, Lao and Khmer, which write none, at a space once there is enough before it.
enum Sentences {
    /// A sentence that finds no end is cut at the next space from here, and in any case at twice this.
    static let maximumScalars = 600
    /// A phrase of a script without full stops is at least this long.
    private static let minimumPhrase = 40

    /// The sentences' ranges, in order, without white space around them. One pass.
    static func ranges(in text: [Unicode.Scalar], language: String) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var place = 0
        while place < text.count {
            let (next, isEnd) = step(at: place, from: start, in: text, language: language)
            if isEnd {
                add(start..<next, of: text, to: &ranges)
                start = next
            }
            place = next
        }
        add(start..<text.count, of: text, to: &ranges)
        return ranges
    }

    /// Where to go on from `place`, and whether the sentence that began at `start` ends there.
    private static func step(
        at place: Int, from start: Int, in text: [Unicode.Scalar], language: String
    ) -> (next: Int, isEnd: Bool) {
        let scalar = text[place]
        if scalar == "\n" || scalar == "\u{2028}" || scalar == "\u{2029}" { return (place + 1, true) }
        if isTerminator(scalar) {
            // A run of marks is passed as a whole, ending the sentence or not.
            let end = closing(after: place + 1, in: text)
            let isEnd =
                scalar == "."
                ? isEndAfterFullStop(at: place, to: end, from: start, in: text, language: language)
                // A full-width mark needs no space after it.
                : scalar.value >= 0x3000 || end == text.count || isSpace(text[end])
            return (end, isEnd)
        }
        let length = place - start
        guard isSpace(scalar) else { return (place + 1, length >= 2 * maximumScalars) }
        let isPhrase =
            length >= minimumPhrase && place + 1 < text.count && isUnpunctuated(text[place - 1])
            && isUnpunctuated(text[place + 1])
        return (place + 1, isPhrase || length >= maximumScalars)
    }

    private static func isTerminator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? [".", "!", "?"].contains(scalar) : scalar.properties.isSentenceTerminal
    }

    private static func isEndAfterFullStop(
        at place: Int, to end: Int, from start: Int, in text: [Unicode.Scalar], language: String
    ) -> Bool {
        guard end < text.count else { return true }
        guard isSpace(text[end]) else { return false }
        var next = end
        while next < text.count, isSpace(text[next]), text[next] != "\n" { next += 1 }
        if next < text.count, text[next].properties.isLowercase { return false }
        return !Abbreviations.end(before: place, from: start, in: text, language: language)
    }

    /// Past further marks and the quotes and brackets that close after them.
    private static func closing(after place: Int, in text: [Unicode.Scalar]) -> Int {
        var end = place
        while end < text.count, isClosing(text[end]) { end += 1 }
        return end
    }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", "\"", "'", ")", "]": return true
        default:
            guard !scalar.isASCII else { return false }
            switch scalar.properties.generalCategory {
            case .closePunctuation, .finalPunctuation: return true
            default: return scalar.properties.isSentenceTerminal
            }
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// Letters of Thai, Lao and Khmer.
    private static func isUnpunctuated(_ scalar: Unicode.Scalar) -> Bool {
        (0x0E00...0x0EFF).contains(scalar.value) || (0x1780...0x17FF).contains(scalar.value)
    }

    private static func add(_ range: Range<Int>, of text: [Unicode.Scalar], to ranges: inout [Range<Int>]) {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, isSpace(text[lower]) { lower += 1 }
        while upper > lower, isSpace(text[upper - 1]) { upper -= 1 }
        if lower < upper { ranges.append(lower..<upper) }
    }
}
