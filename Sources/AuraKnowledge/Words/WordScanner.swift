/// Cuts text into words by Unicode rules and hands each over, folded, in UTF-8.
///
/// Scripts written without spaces are handed over as pairs of neighbouring characters, or as one character where it
/// stands alone. One pass over the text, whatever is in it.
struct WordScanner {
    /// Longer words are cut: nobody asks for them, and they are mostly encoded data.
    static let maximumWordBytes = 64

    private let emit: (_ word: [UInt8], _ isPair: Bool) -> Void
    private var word: [UInt8] = []
    private var isAfterDigit = false
    private var isBesideApostrophe = false
    private var separator = false
    private var character: [UInt8] = []
    private var characterBefore: [UInt8] = []

    private init(emit: @escaping (_ word: [UInt8], _ isPair: Bool) -> Void) {
        self.emit = emit
    }

    /// Scans a whole text.
    static func scan(_ text: String, emit: (_ word: [UInt8], _ isPair: Bool) -> Void) {
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
        case .separator:
            endPairs()
            if isAfterDigit && !separator { separator = true } else { endWord() }
        case .apostrophe:
            endPairs()
            let cuts = !word.isEmpty
            isBesideApostrophe = isBesideApostrophe || cuts
            endWord()
            isBesideApostrophe = cuts
        case .other:
            endPairs()
            endWord()
        }
    }

    private mutating func takeLetter(_ scalar: Unicode.Scalar, isDigit: Bool) {
        endPairs()
        if separator && !isDigit { endWord() }
        separator = false
        isAfterDigit = isDigit
        if word.count < Self.maximumWordBytes { Folding.append(scalar, to: &word) }
    }

    private mutating func takeMark(_ mark: Unicode.Scalar) {
        if !character.isEmpty {
            if character.count < Self.maximumWordBytes { Folding.append(utf8: mark, to: &character) }
        } else if !word.isEmpty, word.count < Self.maximumWordBytes {
            Folding.append(mark: mark, to: &word)
        }
    }

    private mutating func takePaired(_ scalar: Unicode.Scalar) {
        endWord()
        endCharacter()
        Folding.append(utf8: scalar, to: &character)
    }

    /// Ends a word; a single letter beside an apostrophe (l'eau, it's) is no word.
    private mutating func endWord() {
        let isClitic = isBesideApostrophe && word.count { $0 & 0xC0 != 0x80 } < 2
        if !word.isEmpty && !isClitic { emit(word, false) }
        word.removeAll(keepingCapacity: true)
        isAfterDigit = false
        separator = false
        isBesideApostrophe = false
    }

    private mutating func endCharacter() {
        guard !character.isEmpty else { return }
        if !characterBefore.isEmpty { emit(characterBefore + character, true) }
        swap(&characterBefore, &character)
        character.removeAll(keepingCapacity: true)
    }

    private mutating func endPairs() {
        guard !character.isEmpty else { return }
        if characterBefore.isEmpty { emit(character, true) } else { emit(characterBefore + character, true) }
        characterBefore.removeAll(keepingCapacity: true)
        character.removeAll(keepingCapacity: true)
    }
}
