/// Reads Markdown by its blocks: headings, paragraphs, quotes, list items, code and tables. Link definitions, front
/// matter and markup are left out; whatever is no Markdown is a paragraph.
struct MarkdownReader {
    private var text: BlockText
    private(set) var droppedText = false
    /// The lines of the paragraph, list item or heading that is being read, still with its inline marks.
    private var paragraph: [UInt8] = []
    private var kind = BlockText.Kind.paragraph
    private var isSingleLine = true
    private var fence: CodeFence?
    private var table: TableText?
    private var dropped: DroppedElement?
    private let definitions: LinkDefinitions

    private init(text: BlockText, definitions: LinkDefinitions) {
        self.text = text
        self.definitions = definitions
    }

    static func read(_ source: [UInt8], into text: inout BlockText) -> Bool {
        let body = source[FrontMatter.end(in: source)...]
        var reader = MarkdownReader(text: text, definitions: LinkDefinitions(in: body))
        for line in body.split(separator: 0x0A, omittingEmptySubsequences: false) { reader.take(line) }
        reader.endFence()
        reader.endParagraph()
        text = reader.text
        return reader.droppedText
    }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        if var open = fence {
            if open.takes(line) { fence = open } else { endFence() }
            return
        }
        guard let line = afterDropped(line) else { return }
        let content = Self.withoutQuoteMarks(line)
        if takeTableLine(content) { return }
        switch MarkdownLine(content) {
        case .text(let text): addLine(text)
        // A definition cannot break into a paragraph.
        case .definition(let text): if !paragraph.isEmpty { addLine(text) }
        case .underline(let level) where !paragraph.isEmpty && kind == .paragraph:
            kind = .heading(level: level)
            endParagraph()
        case let other:
            endParagraph()
            // The paragraph may have ended inside an element to drop: then this line is part of it.
            if dropped == nil { begin(other) } else { take(content) }
        }
    }

    private mutating func begin(_ line: MarkdownLine) {
        switch line {
        case .fence(let open): fence = open
        case .heading(let level, let title):
            kind = .heading(level: level)
            addLine(title)
            endParagraph()
        case .item(let item):
            if let open = CodeFence(opening: item.text) {
                fence = open
            } else {
                kind = .line
                addLine(item.number + item.text)
            }
        case .blank, .rule, .underline, .definition, .text: break
        }
    }

    /// What is left of a line once an element to drop has ended.
    private mutating func afterDropped(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard var open = dropped else { return line }
        let bytes = Array(line)
        guard let end = open.end(in: bytes, from: 0) else {
            dropped = open
            return nil
        }
        dropped = nil
        return bytes[end...]
    }

    private static func withoutQuoteMarks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = line
        while true {
            let inner = rest.drop { $0 == 0x20 }
            guard inner.first == 0x3E else { return rest }
            rest = inner.dropFirst()
        }
    }

    /// Takes the rule that begins a table, and its rows.
    private mutating func takeTableLine(_ line: ArraySlice<UInt8>) -> Bool {
        let line = line.trimmingSpace()
        if let table, line.contains(0x7C) {
            let row = table.line(TableRow.cells(of: line).map { plainText(of: $0) })
            text.append(.line, row)
            return true
        }
        table = nil
        guard !paragraph.isEmpty, isSingleLine, paragraph.contains(0x7C), TableRow.isRule(line) else { return false }
        table = TableText(header: TableRow.cells(of: paragraph[...]).map { plainText(of: $0) })
        paragraph.removeAll(keepingCapacity: true)
        kind = .paragraph
        return true
    }

    private mutating func addLine(_ line: ArraySlice<UInt8>) {
        isSingleLine = paragraph.isEmpty
        if !isSingleLine { paragraph.append(0x0A) }
        paragraph += line
    }

    private mutating func endParagraph() {
        defer { kind = .paragraph }
        guard !paragraph.isEmpty else { return }
        let plain = plainText(of: paragraph)
        if case .heading = kind {
            text.append(kind, plain.map { $0 == 0x0A ? 0x20 : $0 })
        } else {
            text.append(kind, plain)
        }
        paragraph.removeAll(keepingCapacity: true)
    }

    private mutating func plainText(of source: some Sequence<UInt8>) -> [UInt8] {
        var inline = MarkdownInline(source, definitions: definitions)
        let plain = inline.text()
        droppedText = droppedText || inline.droppedText
        dropped = inline.openElement ?? dropped
        return plain
    }

    private mutating func endFence() {
        guard let open = fence else { return }
        text.append(.paragraph, open.code)
        fence = nil
    }
}
