import AuraCore

/// The encodings in which a program writes text without meaning to hide it.
enum ResidueEncoding {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The characters of base64 that are the same whatever stands before and behind the bytes.
    ///
    /// - Parameter shift: How many bytes, 0 … 2, stand before them in their group of three.
    static func base64(_ bytes: [UInt8], shift: Int) -> [UInt8] {
        let group = [UInt8](repeating: 0, count: shift) + bytes
        var encoded: [UInt8] = []
        for start in stride(from: shift == 0 ? 0 : 3, to: group.count - group.count % 3, by: 3) {
            let (a, b, c) = (Int(group[start]), Int(group[start + 1]), Int(group[start + 2]))
            for place in [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63] {
                encoded.append(alphabet[place])
            }
        }
        return encoded
    }

    /// The same in the alphabet for addresses and file names (RFC 4648 §5).
    static func urlSafe(_ base64: [UInt8]) -> [UInt8] {
        base64.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
    }

    /// As in an address: what is reserved, or every byte, in digits of either case; a space also as in a form.
    static func percent(_ bytes: [UInt8]) -> [[UInt8]] {
        [false, true].flatMap { isUpper in
            func digits(_ byte: UInt8) -> [UInt8] {
                let text = Hexadecimal.encode([byte])
                return Array(("%" + (isUpper ? text.uppercased() : text)).utf8)
            }
            let reserved = bytes.map { isUnreserved($0) ? [$0] : digits($0) }
            return [
                Array(reserved.joined()), bytes.flatMap(digits),
                Array(zip(bytes, reserved).map { $0 == UInt8(ascii: " ") ? [UInt8(ascii: "+")] : $1 }.joined()),
            ]
        }
    }

    /// Inside a string of JSON: with quotation marks and backslashes escaped, with slashes too, and with whatever is
    /// not ASCII as `\u` and four digits.
    static func json(_ text: String) -> [[UInt8]] {
        let escaped = JSONValue.string(text).line.utf8.dropFirst().dropLast()
        let slashed = escaped.flatMap { $0 == UInt8(ascii: "/") ? Array("\\/".utf8) : [$0] }
        let ascii = [false, true].map { isUpper in
            text.utf16.flatMap { unit -> [UInt8] in
                if unit == 0x22 || unit == 0x5C { return [0x5C, UInt8(unit)] }
                if (0x20..<0x7F).contains(unit) { return [UInt8(unit)] }
                let digits = Hexadecimal.encode([UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)])
                return Array(("\\u" + (isUpper ? digits.uppercased() : digits)).utf8)
            }
        }
        return [Array(escaped), slashed] + ascii
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: Array("-._~".utf8).contains(byte)
        }
    }
}
