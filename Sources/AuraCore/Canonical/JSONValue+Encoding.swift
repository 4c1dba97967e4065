extension JSONValue {
    /// Canonical JSON (RFC 8785): names sorted by UTF-16 code units, no white space, shortest escapes.
    public var canonical: [UInt8] {
        var writer = JSONWriter(sortsNames: true, indents: false)
        writer.write(self, depth: 0)
        return writer.bytes
    }

    /// One line in the written order of names.
    public var line: String {
        var writer = JSONWriter(sortsNames: false, indents: false)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Indented by two spaces, in the written order of names, without a final line feed.
    public var pretty: String {
        var writer = JSONWriter(sortsNames: false, indents: true)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct JSONWriter {
    let sortsNames: Bool
    let indents: Bool
    var bytes: [UInt8] = []

    init(sortsNames: Bool, indents: Bool) {
        self.sortsNames = sortsNames
        self.indents = indents
    }

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .string(let text): write(text)
        case .array(let items):
            list(open: 0x5B, close: 0x5D, items, depth: depth) { writer, item in writer.write(item, depth: depth + 1) }
        case .object(let members):
            list(open: 0x7B, close: 0x7D, ordered(members), depth: depth) { writer, member in
                writer.write(member.name)
                writer.bytes.append(0x3A)
                if writer.indents { writer.bytes.append(0x20) }
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private func ordered(_ members: [JSONMember]) -> [JSONMember] {
        guard sortsNames else { return members }
        // Below U+10000 the order of UTF-8 is that of UTF-16, and much quicker to see.
        guard members.contains(where: { $0.name.utf8.contains { $0 >= 0xF0 } }) else {
            return members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
        return members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    }

    private mutating func list<Item>(
        open: UInt8, close: UInt8, _ items: [Item], depth: Int, each: (inout JSONWriter, Item) -> Void
    ) {
        bytes.append(open)
        for (place, item) in items.enumerated() {
            if place > 0 { bytes.append(0x2C) }
            breakLine(depth: depth + 1)
            each(&self, item)
        }
        if !items.isEmpty { breakLine(depth: depth) }
        bytes.append(close)
    }

    private mutating func breakLine(depth: Int) {
        guard indents else { return }
        bytes.append(0x0A)
        bytes += [UInt8](repeating: 0x20, count: depth * 2)
    }

    private mutating func write(_ text: String) {
        bytes.append(0x22)
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
            bytes += text.utf8
            bytes.append(0x22)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes += [0x5C, 0x22]
            case 0x5C: bytes += [0x5C, 0x5C]
            case 0x08: bytes += [0x5C, 0x62]
            case 0x09: bytes += [0x5C, 0x74]
            case 0x0A: bytes += [0x5C, 0x6E]
            case 0x0C: bytes += [0x5C, 0x66]
            case 0x0D: bytes += [0x5C, 0x72]
            case 0x00..<0x20: bytes += ("\\u00" + Hexadecimal.encode([byte])).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
