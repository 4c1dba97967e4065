/// The text of one Markdown paragraph: emphasis, links, code spans, raw HTML, entities and escapes resolved.
///
/// One pass; whatever cannot be matched stays as it was written.
struct MarkdownInline {
    /// Stands in ``output`` for a mark that turned out to be markup. It is never part of UTF-8.
    private static let removed: UInt8 = 0xFF
    private static let maximumParentheses = 32

    private struct Bracket {
        let output: Int
        /// The place in the source where its text begins.
        let label: Int
        let isImage: Bool
    }

    private let source: [UInt8]
    private let definitions: LinkDefinitions
    private var output: [UInt8] = []
    private var place = 0
    private var brackets: [Bracket] = []
    private var openDelimiters: [UInt16: [Int]] = [:]
    private lazy var nextTicks = Self.nextTicks(in: source)
    /// An element to leave out whose end is not in this paragraph.
    private(set) var openElement: DroppedElement?
    private(set) var droppedText = false

    init(_ source: some Sequence<UInt8>, definitions: LinkDefinitions) {
        self.source = Array(source)
        self.definitions = definitions
    }

    /// The plain text; line breaks only where the writer asked for them.
    mutating func text() -> [UInt8] {
        output.reserveCapacity(source.count)
        while place < source.count { step() }
        return Self.tidied(output)
    }

    private mutating func step() {
        let byte = source[place]
        switch byte {
        case 0x5C: escape()
        case 0x60: codeSpan()
        case 0x3C: markup()
        case 0x26: reference()
        case 0x2A, 0x5F, 0x7E: delimiter(byte)
        case 0x5B: openBracket(isImage: false)
        case 0x21 where peek(1) == 0x5B: openBracket(isImage: true)
        case 0x5D: closeBracket()
        case 0x0A: lineBreak()
        default:
            output.append(byte)
            place += 1
        }
    }

    private func peek(_ distance: Int) -> UInt8? {
        place + distance < source.count ? source[place + distance] : nil
    }

    private mutating func escape() {
        if let next = peek(1), next != 0x0A, Self.isPunctuation(next) {
            output.append(next)
            place += 2
        } else if peek(1) == 0x0A {
            output.append(0x0A)
            place += 2
        } else {
            output.append(0x5C)
            place += 1
        }
    }

    private mutating func lineBreak() {
        let isHard = output.suffix(2).elementsEqual([0x20, 0x20])
        output.append(isHard ? 0x0A : 0x20)
        place += 1
    }

    private mutating func reference() {
        if let (scalar, end) = CharacterReference.read(in: source, at: place) {
            output += String(scalar).utf8
            place = end
        } else {
            output.append(0x26)
            place += 1
        }
    }

    private mutating func markup() {
        if source[place...].starts(with: [0x3C, 0x21, 0x2D, 0x2D]) {
            drop(.comment, from: place + 4)
        } else if let tag = RawTag(in: source, at: place) {
            take(tag)
        } else if let end = autolinkEnd() {
            output += source[(place + 1)..<end]
            place = end + 1
        } else {
            output.append(0x3C)
            place += 1
        }
    }

    private mutating func take(_ tag: RawTag) {
        if Elements.blocks.contains(tag.name) { output.append(0x0A) }
        let isDropped = Elements.dropped.contains(tag.name) || tag.hides
        guard isDropped, !tag.isEnd, !tag.isClosed, !Elements.void.contains(tag.name) else {
            place = tag.end
            return
        }
        droppedText = droppedText || tag.hides
        drop(DroppedElement(name: tag.name), from: tag.end)
    }

    private mutating func drop(_ element: DroppedElement, from start: Int) {
        var element = element
        if let end = element.end(in: source, from: start) {
            place = end
        } else {
            place = source.count
            openElement = element
        }
    }

    /// The place of the `>` of `<scheme:…>` or `<name@host>`.
    private func autolinkEnd() -> Int? {
        var end = place + 1
        var isLink = false
        while end < source.count, source[end] > 0x20, source[end] != 0x3C {
            if source[end] == 0x3E { return isLink ? end : nil }
            isLink = isLink || source[end] == 0x3A || source[end] == 0x40
            end += 1
        }
        return nil
    }

    private mutating func codeSpan() {
        let start = place
        while peek(0) == 0x60 { place += 1 }
        if let close = nextTicks[start] {
            output += source[place..<close].map { $0 == 0x0A ? 0x20 : $0 }
            place = close + place - start
        } else {
            output += source[start..<place]
        }
    }

    /// For each run of backticks the place of the next run of the same length.
    private static func nextTicks(in source: [UInt8]) -> [Int: Int] {
        var next: [Int: Int] = [:]
        var lastOfLength: [Int: Int] = [:]
        var place = 0
        while let start = source[place...].firstIndex(of: 0x60) {
            place = source[start...].firstIndex { $0 != 0x60 } ?? source.count
            if let before = lastOfLength.updateValue(start, forKey: place - start) { next[before] = start }
        }
        return next
    }

    private mutating func delimiter(_ mark: UInt8) {
        let start = place
        while peek(0) == mark { place += 1 }
        let length = place - start
        let before = start > 0 ? source[start - 1] : 0x20
        let after = place < source.count ? source[place] : 0x20
        let isInWord = mark == 0x5F && Self.isWordPart(before) && Self.isWordPart(after)
        let at = output.count
        output += source[start..<place]
        guard length <= 3, mark != 0x7E || length == 2, !isInWord else { return }
        let key = UInt16(mark) << 8 | UInt16(length)
        if !before.isSpace, let open = openDelimiters[key]?.popLast() {
            for offset in 0..<length {
                output[open + offset] = Self.removed
                output[at + offset] = Self.removed
            }
        } else if !after.isSpace {
            openDelimiters[key, default: []].append(at)
        }
    }

    private mutating func openBracket(isImage: Bool) {
        let width = isImage ? 2 : 1
        brackets.append(Bracket(output: output.count, label: place + width, isImage: isImage))
        output += source[place..<(place + width)]
        place += width
    }

    private mutating func closeBracket() {
        place += 1
        guard let open = brackets.popLast() else { return output.append(0x5D) }
        let label = source[open.label..<(place - 1)]
        guard let end = destinationEnd() ?? referenceEnd(label: label) else { return output.append(0x5D) }
        output[open.output] = Self.removed
        if open.isImage { output[open.output + 1] = Self.removed }
        place = end
    }

    /// The place behind `[name]` or `[]` at the current place, or the place itself, if that names a defined link.
    private func referenceEnd(label: ArraySlice<UInt8>) -> Int? {
        if peek(0) == 0x5B, let close = source[(place + 1)...].firstIndex(where: { $0 == 0x5B || $0 == 0x5D }),
            source[close] == 0x5D
        {
            let name = source[(place + 1)..<close]
            return definitions.contains(name.isEmpty ? label : name) ? close + 1 : nil
        }
        return definitions.contains(label) ? place : nil
    }

    /// The place behind `(destination "title")` at the current place.
    private func destinationEnd() -> Int? {
        guard peek(0) == 0x28 else { return nil }
        var depth = 0
        var end = place
        while end < source.count {
            switch source[end] {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case 0x5C: end += 1
            case 0x20, 0x0A:
                guard let close = titleEnd(from: end) else { return nil }
                end = close
                continue
            default: break
            }
            end += 1
            if depth == 0 { return end }
            if depth > Self.maximumParentheses { return nil }
        }
        return nil
    }

    /// The place behind a link's title in quotes, or of the bracket that closes the link, after white space at `space`.
    private func titleEnd(from space: Int) -> Int? {
        guard let start = source[space...].firstIndex(where: { !$0.isSpace }) else { return nil }
        switch source[start] {
        case 0x22, 0x27: return source[(start + 1)...].firstIndex(of: source[start]).map { $0 + 1 }
        case 0x29: return start
        default: return nil
        }
    }

    /// Without the removed marks, with white space runs as one space or line break.
    private static func tidied(_ output: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(output.count)
        for byte in output where byte != removed {
            guard byte.isSpace else {
                text.append(byte)
                continue
            }
            let isBreak = byte == 0x0A
            switch text.last {
            case 0x0A: break
            case 0x20: if isBreak { text[text.count - 1] = 0x0A }
            default: text.append(isBreak ? 0x0A : 0x20)
            }
        }
        return text
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !byte.isLetter && !byte.isDigit
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte >= 0x80
    }
}
