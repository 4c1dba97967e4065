/// What one Unicode scalar means for cutting text into words (after UAX #29, narrowed to what a search needs).
enum Letter {
    /// Part of a word of a script that writes spaces between words.
    case letter
    case digit
    /// Han, kana, Hangul, Thai and other scripts searched by pairs of characters.
    case paired
    /// A combining mark: it belongs to the character before it.
    case mark
    /// A format character inside a word, or a mark that searchers leave out: skipped.
    case skipped
    case apostrophe
    case hyphen
    /// `.` or `,`, which joins digits and parts everything else.
    case separator
    case other

    init(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            self = Letter.ascii(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            self = Letter.beyondASCII(scalar)
        }
    }

    private static func ascii(_ byte: UInt8) -> Letter {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A: .letter
        case 0x30...0x39: .digit
        case 0x27: .apostrophe
        case 0x2D: .hyphen
        case 0x2C, 0x2E: .separator
        default: .other
        }
    }

    private static func beyondASCII(_ scalar: Unicode.Scalar) -> Letter {
        switch scalar.value {
        case 0x2019, 0x02BC, 0xFF07: return .apostrophe
        case 0x2010, 0x2011: return .hyphen
        case 0x066B, 0x066C: return .separator
        // Arabic lengthening stroke; the zero width space, which parts words.
        case 0x0640: return .skipped
        case 0x200B: return .other
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
            return isPaired(scalar.value) ? .paired : .letter
        case .nonspacingMark:
            return isVowelPoint(scalar.value) ? .skipped : .mark
        case .spacingMark, .enclosingMark: return .mark
        case .decimalNumber: return .digit
        case .format: return .skipped
        default: return .other
        }
    }

    /// Scripts without spaces between words, and Hangul, whose particles are glued to its words.
    private static func isPaired(_ value: UInt32) -> Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true  // Thai, Lao, Myanmar, Khmer
        case 0x1100...0x11FF, 0xAC00...0xD7FF: true  // Hangul
        case 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x9FFF, 0xF900...0xFAFF: true  // Kana, Han
        case 0xFF66...0xFFDC, 0x1B000...0x1B16F, 0x20000...0x3FFFF: true  // half-width kana, Han
        default: false
        }
    }

    /// The vowel points of Hebrew and Arabic, which most writers leave out.
    private static func isVowelPoint(_ value: UInt32) -> Bool {
        switch value {
        case 0x0591...0x05C7, 0x0610...0x061A, 0x064B...0x0652, 0x0656...0x065F, 0x0670, 0x06D6...0x06ED: true
        default: false
        }
    }
}
