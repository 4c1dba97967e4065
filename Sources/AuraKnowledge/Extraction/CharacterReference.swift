import CXML

/// A character written as `&name;`, `&#123;` or `&#x1F;`.
enum CharacterReference {
    private static let maximumLength = 32

    /// Reads the reference that begins with the `&` at `start`; nothing if HTML knows none of this name.
    static func read(in bytes: [UInt8], at start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        let limit = min(bytes.count, start + maximumLength)
        guard let semicolon = bytes[start..<limit].firstIndex(of: 0x3B) else { return nil }
        let body = bytes[(start + 1)..<semicolon]
        guard let first = body.first else { return nil }
        return (first == 0x23 ? numeric(body.dropFirst()) : named(body)).map { ($0, semicolon + 1) }
    }

    private static func numeric(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let isHexadecimal = digits.first.map { $0 | 0x20 == 0x78 } ?? false
        let text = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
        guard text.utf8.first?.isSign == false, let value = UInt32(text, radix: isHexadecimal ? 16 : 10) else {
            return nil
        }
        guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .control else {
            return "\u{FFFD}"
        }
        return scalar
    }

    private static func named(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard name.allSatisfy({ $0.isLetter || $0.isDigit }) else { return nil }
        guard let entity = htmlEntityLookup(String(decoding: name, as: UTF8.self)) else { return nil }
        return Unicode.Scalar(entity.pointee.value)
    }
}

extension UInt8 {
    fileprivate var isSign: Bool { self == 0x2B || self == 0x2D }
}
