/// The settings that some Markdown begins with, between two lines of three dashes.
enum FrontMatter {
    /// A block without an end within so many bytes is none.
    private static let maximumBytes = 16 * 1_024

    /// The place behind it; 0 if there is none.
    static func end(in source: [UInt8]) -> Int {
        guard source.starts(with: [0x2D, 0x2D, 0x2D, 0x0A]) else { return 0 }
        var place = 4
        while place < min(source.count, maximumBytes) {
            let lineEnd = source[place...].firstIndex(of: 0x0A) ?? source.count
            let line = source[place..<lineEnd].trimmingSpace()
            if line.isEmpty { return 0 }
            if line.elementsEqual([0x2D, 0x2D, 0x2D]) { return min(lineEnd + 1, source.count) }
            place = lineEnd + 1
        }
        return 0
    }
}
