import AuraCore
import CXML

/// Gathers the text that a browser would show, block by block, while libxml2 parses.
struct HTMLCollector {
    private(set) var text: BlockText
    private(set) var title: String?
    private(set) var droppedText = false
    private(set) var isTooDeep = false
    /// To stop a parse that has gone too deep.
    var context: htmlParserCtxtPtr?

    private var depth = 0
    /// The depth at which the outermost element to leave out was opened.
    private var dropDepth: Int?
    private var dropsHidden = false
    private var line: [UInt8] = []
    private var kind = BlockText.Kind.paragraph
    private var preformatted = 0
    /// The row that is being read, and the names of its table's columns.
    private var cells: [[UInt8]]?
    private var table = TableText()
    private var isHeaderRow = false
    private var isTitle = false

    init(text: BlockText) {
        self.text = text
    }

    mutating func start(_ name: String, _ attributes: [(name: String, value: String)]) {
        depth += 1
        if depth > Limits.htmlDepth {
            isTooDeep = true
            xmlStopParser(context)
        }
        guard dropDepth == nil else { return }
        let isHidden = attributes.contains { Elements.hides($0.name.lowercased(), $0.value) }
        if isHidden || Elements.dropped.contains(name) {
            dropDepth = depth
            dropsHidden = isHidden
            return
        }
        if Elements.blocks.contains(name) { startBlock(name) }
        if name == "img", let alternative = attributes.first(where: { $0.name == "alt" }) {
            line += alternative.value.utf8
        }
    }

    mutating func end(_ name: String) {
        let wasDropped = dropDepth != nil
        if let outer = dropDepth, depth <= outer { dropDepth = nil }
        depth = max(0, depth - 1)
        if !wasDropped, Elements.blocks.contains(name) { endBlock(name) }
    }

    mutating func take(_ characters: UnsafeBufferPointer<UInt8>) {
        guard dropDepth == nil else {
            droppedText = droppedText || dropsHidden && characters.contains { !$0.isSpace }
            return
        }
        if preformatted > 0 {
            line += characters
            return
        }
        for byte in characters {
            if byte.isSpace { addSpace() } else { line.append(byte) }
        }
    }

    /// Adds what the document ended with.
    mutating func finish() {
        endLine()
        endRow()
    }

    private mutating func startBlock(_ name: String) {
        if name == "br" {
            if cells == nil { line.append(0x0A) } else { addSpace() }
            return
        }
        if cells != nil, !["tr", "td", "th", "table"].contains(name) { return addSpace() }
        switch name {
        case "td", "th":
            if cells == nil { cells = [] }
            isHeaderRow = isHeaderRow && name == "th"
            line.removeAll(keepingCapacity: true)
        case "tr":
            endLine()
            endRow()
            cells = []
            isHeaderRow = true
        default:
            endLine()
            begin(name)
        }
    }

    private mutating func addSpace() {
        if let last = line.last, !last.isSpace { line.append(0x20) }
    }

    private mutating func begin(_ name: String) {
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6": kind = .heading(level: Int(name.dropFirst()) ?? 6)
        case "li", "dt", "dd", "option": kind = .line
        case "pre": preformatted += 1
        case "title": isTitle = true
        case "table":
            endRow()
            table = TableText()
        default: break
        }
    }

    private mutating func endBlock(_ name: String) {
        switch name {
        case "br": return
        case "td", "th":
            cells?.append(Array(line.trimmingSpace()))
            line.removeAll(keepingCapacity: true)
        case "tr": endRow()
        default:
            if cells != nil && name != "table" { return addSpace() }
            endLine()
            if name == "table" { endRow() }
            if name == "pre" { preformatted = max(0, preformatted - 1) }
        }
    }

    private mutating func endLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            isTitle = false
            kind = .paragraph
        }
        if isTitle {
            title = title ?? String(decoding: line.trimmingSpace(), as: UTF8.self)
        } else if case .heading = kind {
            text.append(kind, line.map { $0 == 0x0A ? 0x20 : $0 })
        } else {
            text.append(kind, line)
        }
    }

    private mutating func endRow() {
        guard let row = cells else { return }
        cells = nil
        if isHeaderRow, row.count > 1 {
            table = TableText(header: row)
        } else {
            text.append(.line, table.line(row))
        }
    }
}
