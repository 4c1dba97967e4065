import AuraCore

/// The bytes of a document, checked to be text.
enum SourceText {
    /// A text has fewer control characters than one in so many bytes.
    private static let bytesPerControl = 20

    /// The text as UTF-8 without byte order mark, with `\n` as its only line end and no other control characters.
    static func checked(_ bytes: [UInt8]) throws(KnowledgeError) -> [UInt8] {
        guard bytes.count <= Limits.documentBytes else { throw KnowledgeError(.tooLarge, limit: Limits.documentBytes) }
        guard bytes.contains(where: { !$0.isSpace }) else { throw KnowledgeError(.empty) }
        // UTF-16, by its byte order mark.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw KnowledgeError(.notUTF8) }
        let controls = bytes.count { $0 < 0x20 && !$0.isSpace && $0 != 0x1B }
        guard !bytes.contains(0), controls * bytesPerControl <= bytes.count else { throw KnowledgeError(.binary) }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw KnowledgeError(.notUTF8) }
        return withPlainControls(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...])
    }

    private static func withPlainControls(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var before: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0x0A where before == 0x0D: break
            case 0x0D, 0x0C, 0x0B: text.append(0x0A)
            case 0x09, 0x0A, 0x20...0x7E: text.append(byte)
            case 0x00...0x1F, 0x7F: text.append(0x20)
            // The control characters U+0080 … U+009F.
            case 0x80...0x9F where before == 0xC2: text[text.count - 1] = 0x20
            default: text.append(byte)
            }
            before = byte
        }
        return text
    }
}
