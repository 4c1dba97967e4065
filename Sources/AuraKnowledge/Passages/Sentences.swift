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
            let end = sentenceEnd(at: place, from: start, in: text, language: language)
            if let end {
                add(start..<end, of: text, to: &ranges)
                start = end
            }
            place = max(place + 1, end ?? 0)
        }
        add(start..<text.count, of: text, to: &ranges)
        return ranges
    }

    /// Where the sentence ends if the scalar at `place` ends it.
    private static func sentenceEnd(
        at place: Int, from start: Int, in text: [Unicode.Scalar], language: String
    ) -> Int? {
        let scalar = text[place]
        if scalar == "\n" || scalar == "\u{2029}" { return place + 1 }
        if scalar == "." { return fullStopEnd(at: place, from: start, in: text, language: language) }
        if scalar.isASCII ? scalar == "!" || scalar == "?" : scalar.properties.isSentenceTerminal {
            let end = closing(after: place + 1, in: text)
            // A full-width mark needs no space after it.
            let isWide = scalar.value >= 0x3000
            return isWide || end == text.count || isSpace(text[end]) ? end : nil
        }
        guard isSpace(scalar) else { return place - start >= 2 * maximumScalars ? place : nil }
        if place - start >= maximumScalars { return place + 1 }
        let isPhrase = place - start >= minimumPhrase && place + 1 < text.count
        return isPhrase && isUnpunctuated(text[place - 1]) && isUnpunctuated(text[place + 1]) ? place + 1 : nil
    }

    private static func fullStopEnd(
        at place: Int, from start: Int, in text: [Unicode.Scalar], language: String
    ) -> Int? {
        let end = closing(after: place + 1, in: text)
        guard end < text.count else { return end }
        guard isSpace(text[end]) else { return nil }
        var next = end
        while next < text.count, isSpace(text[next]), text[next] != "\n" { next += 1 }
        if next < text.count, text[next].properties.isLowercase { return nil }
        return Abbreviations.end(before: place, from: start, in: text, language: language) ? nil : end
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
