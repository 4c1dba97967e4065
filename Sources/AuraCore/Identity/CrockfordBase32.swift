/// The 26 letters of a ULID: 128 bits, most significant first, upper case only.
enum CrockfordBase32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func encode(high: UInt64, low: UInt64) -> String {
        var letters = [UInt8](repeating: 0x30, count: 26)
        var value = UInt128(high) << 64 | UInt128(low)
        for place in letters.indices.reversed() {
            letters[place] = alphabet[Int(value & 31)]
            value >>= 5
        }
        return String(decoding: letters, as: UTF8.self)
    }

    static func decode(_ text: Substring) -> (high: UInt64, low: UInt64)? {
        guard text.utf8.count == 26, let first = text.utf8.first, first <= 0x37 else { return nil }
        var value: UInt128 = 0
        for letter in text.utf8 {
            guard let digit = alphabet.firstIndex(of: letter) else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
    }
}
