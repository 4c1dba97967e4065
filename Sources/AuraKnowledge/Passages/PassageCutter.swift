import AuraCore

/// Cuts a document's blocks into passages: whole paragraphs under one heading are gathered up to a target size, and
/// one that is much longer is parted at sentence ends.
struct PassageCutter {
    /// The size, in scalars, up to which paragraphs are gathered.
    static let target = 1_200
    /// A paragraph longer than this is parted.
    static let maximum = 2_000

    private let source: BlockText
    private let language: String
    private var passages: [DraftPassage] = []
    private var headings: [(level: Int, text: String)] = []
    /// The blocks gathered for the passage that is being made.
    private var gathered: (bytes: Range<Int>, scalars: Range<Int>)?

    private init(source: BlockText, language: String) {
        self.source = source
        self.language = language
    }

    /// - Throws: `tooManyPassages`, with ``Limits/passagesPerDocument``.
    static func passages(of source: BlockText, language: String) throws(KnowledgeError) -> [DraftPassage] {
        var cutter = PassageCutter(source: source, language: language)
        for (place, block) in source.blocks.enumerated() {
            let next = place + 1 < source.blocks.count ? source.blocks[place + 1].kind : nil
            cutter.take(block, next: next)
            guard cutter.passages.count <= Limits.passagesPerDocument else {
                throw KnowledgeError(.tooManyPassages, limit: Limits.passagesPerDocument)
            }
        }
        cutter.endPassage()
        return cutter.passages
    }

    private mutating func take(_ block: BlockText.Block, next: BlockText.Kind?) {
        if case .heading(let level) = block.kind {
            takeHeading(block, level: level, next: next)
        } else if block.scalars.count > Self.maximum {
            endPassage()
            part(block)
        } else {
            if let open = gathered, block.scalars.upperBound - open.scalars.lowerBound > Self.target { endPassage() }
            let start = gathered ?? (block.bytes, block.scalars)
            gathered = (
                start.bytes.lowerBound..<block.bytes.upperBound, start.scalars.lowerBound..<block.scalars.upperBound
            )
        }
    }

    private mutating func takeHeading(_ block: BlockText.Block, level: Int, next: BlockText.Kind?) {
        endPassage()
        while let last = headings.last, last.level >= level { headings.removeLast() }
        let text = source.string(block.bytes)
        headings.append((level, text))
        if let next {
            guard case .heading(let below) = next, below <= level else { return }
        }
        add(text, range: block.scalars, isHeadingOnly: true)
    }

    private mutating func endPassage() {
        guard let open = gathered else { return }
        gathered = nil
        add(source.string(open.bytes), range: open.scalars)
    }

    private mutating func part(_ block: BlockText.Block) {
        let scalars = Array(source.string(block.bytes).unicodeScalars)
        var start: Int?
        var end = 0
        for sentence in Sentences.ranges(in: scalars, language: language) {
            if let first = start, sentence.upperBound - first > Self.target {
                addPart(first..<end, of: scalars, block: block)
                start = nil
            }
            start = start ?? sentence.lowerBound
            end = sentence.upperBound
        }
        if let first = start { addPart(first..<end, of: scalars, block: block) }
    }

    private mutating func addPart(_ range: Range<Int>, of scalars: [Unicode.Scalar], block: BlockText.Block) {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        let offset = block.scalars.lowerBound
        add(String(text), range: offset + range.lowerBound..<offset + range.upperBound)
    }

    private mutating func add(_ text: String, range: Range<Int>, isHeadingOnly: Bool = false) {
        passages.append(
            DraftPassage(
                ordinal: passages.count, range: range, headings: headings.map(\.text), text: text,
                isHeadingOnly: isHeadingOnly))
    }
}
