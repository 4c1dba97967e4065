/// What one line of Markdown is, by itself.
enum MarkdownLine {
    case blank
    case fence(CodeFence)
    case heading(level: Int, title: ArraySlice<UInt8>)
    /// `=` or `-` only: under a paragraph it makes it a heading of this level.
    case underline(level: Int)
    /// `***`, `---` with spaces or `___`: parts paragraphs.
    case rule
    case item(ListItem)
    /// `[name]: destination`; a footnote is text.
    case definition(ArraySlice<UInt8>)
    case text(ArraySlice<UInt8>)

    /// - Parameter line: Without quote marks and line end.
    init(_ line: ArraySlice<UInt8>) {
        let indent = line.prefix { $0 == 0x20 }.count
        let trimmed = line.trimmingSpace()
        if trimmed.isEmpty {
            self = .blank
        } else if let fence = CodeFence(opening: trimmed) {
            self = .fence(fence)
        } else if indent <= 3, let special = Self.heading(trimmed) ?? Self.underline(trimmed) ?? Self.rule(trimmed) {
            self = special
        } else if let item = ListItem(trimmed) {
            self = .item(item)
        } else if LinkDefinitions.name(definedBy: trimmed) != nil {
            self = .definition(trimmed)
        } else {
            self = .text(line.drop { $0.isSpace })
        }
    }

    private static func heading(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
        let level = line.prefix { $0 == 0x23 }.count
        let rest = line.dropFirst(level)
        guard (1...6).contains(level), rest.isEmpty || rest.first?.isSpace == true else { return nil }
        let title = rest.trimmingSpace()
        let before = title.dropLast(title.reversed().prefix { $0 == 0x23 }.count)
        return .heading(level: level, title: before.isEmpty || before.last?.isSpace == true ? before : title)
    }

    private static func underline(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
        guard let mark = line.first, mark == 0x3D || mark == 0x2D, line.allSatisfy({ $0 == mark }) else { return nil }
        return .underline(level: mark == 0x3D ? 1 : 2)
    }

    private static func rule(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
        guard let mark = line.first, mark == 0x2D || mark == 0x2A || mark == 0x5F,
            line.allSatisfy({ $0 == mark || $0 == 0x20 }), line.count(where: { $0 == mark }) >= 3
        else { return nil }
        return .rule
    }
}
