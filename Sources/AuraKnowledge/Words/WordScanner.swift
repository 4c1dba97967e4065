/// Cuts text into words by Unicode rules and hands each over, folded, in UTF-8.
///
/// Scripts written without spaces are handed over as pairs of neighbouring characters, or as one character where it
/// stands alone. One pass over the text, whatever is in it.
struct WordScanner {
    /// Longer words are cut: nobody asks for them, and they are mostly encoded data.
    static let maximumWordBytes = 64

    private let emit: (_ word: [UInt8], _ kind: WordKind) -> Void
    private var word: [UInt8] = []
    /// The word before a hyphen.
    private var partBefore: [UInt8] = []
    private var isAfterDigit = false
    private var isAfterSeparator = false
    private var isBesideApostrophe = false
    private var character: [UInt8] = []
    private var characterBefore: [UInt8] = []

    private init(emit: @escaping (_ word: [UInt8], _ kind: WordKind) -> Void) {
        self.emit = emit
    }

    /// Scans a whole text.
    static func scan(_ text: String, emit: (_ word: [UInt8], _ kind: WordKind) -> Void) {
        withoutActuallyEscaping(emit) { emit in
            var scanner = WordScanner(emit: emit)
            for scalar in text.unicodeScalars { scanner.take(scalar) }
            scanner.endWord()
            scanner.endPairs()
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let kind = Letter(scalar)
        switch kind {
        case .skipped: return
        case .letter, .digit: takeLetter(scalar, isDigit: kind == .digit)
        case .mark: takeMark(scalar)
        case .paired: takePaired(scalar)
        case .separator where isAfterDigit && !isAfterSeparator: isAfterSeparator = true
        case .apostrophe: takeApostrophe()
        case .hyphen:
            endPairs()
            let part = word
            endWord()
            partBefore = part
        case .separator, .other:
            endPairs()
            endWord()
        }
    }

    private mutating func takeLetter(_ scalar: Unicode.Scalar, isDigit: Bool) {
        endPairs()
        if isAfterSeparator && !isDigit { endWord() }
        isAfterSeparator = false
        isAfterDigit = isDigit
        if word.count < Self.maximumWordBytes { Folding.append(scalar, to: &word) }
    }

    private mutating func takeMark(_ mark: Unicode.Scalar) {
        if !character.isEmpty {
            if character.count < Self.maximumWordBytes { character += mark.utf8 }
        } else if !word.isEmpty, word.count < Self.maximumWordBytes {
            Folding.append(mark: mark, to: &word)
        }
    }

    private mutating func takePaired(_ scalar: Unicode.Scalar) {
        endWord()
        if !character.isEmpty {
            if !characterBefore.isEmpty { emit(characterBefore + character, .pair) }
            characterBefore = character
        }
        character = Array(scalar.utf8)
    }

    private mutating func takeApostrophe() {
        endPairs()
        let isInWord = !word.isEmpty
        isBesideApostrophe = isBesideApostrophe || isInWord
        endWord()
        isBesideApostrophe = isInWord
    }

    /// Ends a word; a single letter beside an apostrophe (l'eau, it's) is none.
    private mutating func endWord() {
        let isClitic = isBesideApostrophe && word.count { $0 & 0xC0 != 0x80 } < 2
        if !word.isEmpty && !isClitic {
            emit(word, .word)
            if isCompound { emit(partBefore + word, .joined) }
        }
        word.removeAll(keepingCapacity: true)
        partBefore.removeAll(keepingCapacity: true)
        isAfterDigit = false
        isAfterSeparator = false
        isBesideApostrophe = false
    }

    /// Whether the word and the one before the hyphen are often written as one: one of them is short (Wi-Fi, T-shirt).
    private var isCompound: Bool {
        guard !partBefore.isEmpty else { return false }
        let isShort = [word, partBefore].contains { part in part.count { $0 & 0xC0 != 0x80 } <= 2 }
        // 9-18 is a span, not one number.
        return isShort && !(word.allSatisfy(\.isDigit) && partBefore.allSatisfy(\.isDigit))
    }

    private mutating func endPairs() {
        guard !character.isEmpty else { return }
        emit(characterBefore + character, .pair)
        characterBefore.removeAll(keepingCapacity: true)
        character.removeAll(keepingCapacity: true)
    }
}

/// What ``WordScanner`` hands over.
enum WordKind {
    case word
    /// Two neighbouring characters of a script without spaces, or one that stands alone.
    case pair
    /// A short word and its neighbour across a hyphen as one (e-mail: email), after each by itself.
    case joined
}
