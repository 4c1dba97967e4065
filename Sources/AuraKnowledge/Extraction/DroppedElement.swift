/// An element in Markdown whose content is left out, from behind its start tag to its end tag.
struct DroppedElement {
    /// The element's name; `--` for a comment.
    let name: String
    /// Elements of this name that are open.
    private var depth = 1

    static let comment = DroppedElement(name: "--")

    init(name: String) {
        self.name = name
    }

    /// Looks for the end from `place` on.
    ///
    /// - Returns: The place behind it; nothing if it is not in these bytes (then go on in the next ones).
    mutating func end(in bytes: [UInt8], from place: Int) -> Int? {
        if name == "--" { return Self.commentEnd(in: bytes, from: place) }
        var place = place
        while let opening = bytes[place...].firstIndex(of: 0x3C) {
            place = opening + 1
            let isEnd = place < bytes.count && bytes[place] == 0x2F
            let nameStart = isEnd ? place + 1 : place
            guard Self.hasName(name, in: bytes, at: nameStart) else { continue }
            if !isEnd {
                if !isRaw { depth += 1 }
                continue
            }
            depth -= 1
            if depth == 0 {
                return bytes[nameStart...].firstIndex(of: 0x3E).map { $0 + 1 } ?? bytes.count
            }
        }
        return nil
    }

    /// Their content is not markup, so a start tag inside means nothing.
    private var isRaw: Bool { name == "script" || name == "style" }

    private static func commentEnd(in bytes: [UInt8], from place: Int) -> Int? {
        var place = place
        while let dash = bytes[place...].firstIndex(of: 0x2D) {
            if dash + 2 < bytes.count, bytes[dash + 1] == 0x2D, bytes[dash + 2] == 0x3E { return dash + 3 }
            place = dash + 1
        }
        return nil
    }

    private static func hasName(_ name: String, in bytes: [UInt8], at place: Int) -> Bool {
        let end = place + name.utf8.count
        guard end <= bytes.count, zip(bytes[place..<end], name.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else {
            return false
        }
        guard end < bytes.count else { return true }
        return bytes[end].isSpace || bytes[end] == 0x3E || bytes[end] == 0x2F
    }
}
