/// One HTML tag written inside Markdown.
struct RawTag {
    /// Lower case.
    let name: String
    let isEnd: Bool
    /// Written `<name/>`.
    let isClosed: Bool
    let hides: Bool
    /// The place after `>`.
    let end: Int

    /// Reads the tag that begins with the `<` at `start`; nothing if that is no tag. Stops at the next `<` outside
    /// quotes, so that trying every `<` of a text stays linear.
    init?(in bytes: [UInt8], at start: Int) {
        var place = start + 1
        let isEnd = place < bytes.count && bytes[place] == 0x2F
        if isEnd { place += 1 }
        let nameStart = place
        while place < bytes.count, Self.isElementNamePart(bytes[place]) { place += 1 }
        guard place > nameStart, bytes[nameStart].isLetter, place - nameStart <= 64 else { return nil }
        guard place < bytes.count, bytes[place].isSpace || bytes[place] == 0x3E || bytes[place] == 0x2F else {
            return nil
        }
        name = String(decoding: bytes[nameStart..<place], as: UTF8.self).lowercased()
        self.isEnd = isEnd
        var hides = false
        while true {
            while place < bytes.count, bytes[place].isSpace { place += 1 }
            guard place < bytes.count else { return nil }
            if bytes[place] == 0x3E || bytes[place] == 0x2F { break }
            guard let attribute = Self.attribute(in: bytes, at: &place) else { return nil }
            hides = hides || Elements.hides(attribute.name, attribute.value)
        }
        isClosed = bytes[place] == 0x2F
        if isClosed { place += 1 }
        guard place < bytes.count, bytes[place] == 0x3E else { return nil }
        self.hides = hides
        end = place + 1
    }

    private static func attribute(in bytes: [UInt8], at place: inout Int) -> (name: String, value: String)? {
        let nameStart = place
        while place < bytes.count, isNamePart(bytes[place]) { place += 1 }
        guard place > nameStart else { return nil }
        let name = String(decoding: bytes[nameStart..<place], as: UTF8.self).lowercased()
        var next = place
        while next < bytes.count, bytes[next].isSpace { next += 1 }
        guard next < bytes.count, bytes[next] == 0x3D else { return (name, "") }
        place = next + 1
        while place < bytes.count, bytes[place].isSpace { place += 1 }
        guard place < bytes.count else { return nil }
        let quote = bytes[place]
        guard quote == 0x22 || quote == 0x27 else { return (name, bareValue(in: bytes, at: &place)) }
        guard let close = bytes[(place + 1)...].firstIndex(of: quote) else { return nil }
        defer { place = close + 1 }
        return (name, String(decoding: bytes[(place + 1)..<close], as: UTF8.self))
    }

    private static func bareValue(in bytes: [UInt8], at place: inout Int) -> String {
        let start = place
        while place < bytes.count, !bytes[place].isSpace, bytes[place] != 0x3E, bytes[place] != 0x3C { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func isElementNamePart(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x5F
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isElementNamePart(byte) || byte == 0x3A || byte == 0x2E || byte == 0x40
    }
}
