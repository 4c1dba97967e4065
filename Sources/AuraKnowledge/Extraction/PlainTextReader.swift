/// Plain text: paragraphs are parted by blank lines.
enum PlainTextReader {
    /// A line of at least so many bytes that is followed by another is taken for a wrapped one; a shorter line ends.
    private static let wrappedLineBytes = 60

    static func read(_ source: [UInt8], into text: inout BlockText) {
        var paragraph: [UInt8] = []
        var isWrapped = false
        for line in source.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let content = line.trimmingSpace()
            if content.isEmpty {
                text.append(.paragraph, paragraph)
                paragraph.removeAll(keepingCapacity: true)
                continue
            }
            if !paragraph.isEmpty { paragraph.append(isWrapped ? 0x20 : 0x0A) }
            paragraph += content
            isWrapped = content.count >= wrappedLineBytes
        }
        text.append(.paragraph, paragraph)
    }
}
