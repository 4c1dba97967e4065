/// A document's plain text while it is put together: blocks one after the other, each with its place.
struct BlockText {
    enum Kind: Equatable {
        case heading(level: Int)
        case paragraph
        /// A list item or table row: the next one follows on the next line.
        case line

        var isHeading: Bool {
            if case .heading = self { true } else { false }
        }
    }

    struct Block {
        let kind: Kind
        /// The place in ``bytes``.
        let bytes: Range<Int>
        /// The place in Unicode scalars.
        let scalars: Range<Int>
    }

    /// UTF-8.
    private(set) var bytes: [UInt8] = []
    private(set) var blocks: [Block] = []
    private var scalarCount = 0
    private let maximumBytes: Int
    private(set) var isOverLimit = false

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// A longer heading is none: it would be repeated for every passage below it.
    private static let maximumHeadingBytes = 300

    /// Adds a block, trimmed of white space at both ends; one without anything to see is left out.
    mutating func append(_ kind: Kind, _ text: [UInt8]) {
        let trimmed = text.trimmingSpace()
        guard trimmed.hasVisibleText else { return }
        guard trimmed.count + 2 <= maximumBytes - bytes.count else {
            isOverLimit = true
            return
        }
        if let last = blocks.last {
            let gap: [UInt8] = last.kind == .line && kind == .line ? [0x0A] : [0x0A, 0x0A]
            bytes += gap
            scalarCount += gap.count
        }
        let start = (bytes.count, scalarCount)
        bytes += trimmed
        scalarCount += trimmed.count { $0 & 0xC0 != 0x80 }
        let kind = trimmed.count > Self.maximumHeadingBytes && kind.isHeading ? .paragraph : kind
        blocks.append(Block(kind: kind, bytes: start.0..<bytes.count, scalars: start.1..<scalarCount))
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension Collection<UInt8> where SubSequence: BidirectionalCollection {
    /// Without ASCII white space at both ends.
    func trimmingSpace() -> SubSequence {
        var rest = self[...]
        while let first = rest.first, first.isSpace { rest = rest.dropFirst() }
        while let last = rest.last, last.isSpace { rest = rest.dropLast() }
        return rest
    }
}

extension ArraySlice<UInt8> {
    /// Whether there is more than white space and format characters in this UTF-8.
    fileprivate var hasVisibleText: Bool {
        if contains(where: { $0 > 0x20 && $0 < 0x7F }) { return true }
        return String(decoding: self, as: UTF8.self).unicodeScalars.contains { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
        }
    }
}

extension UInt8 {
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
