package import AuraCore

/// The text form of a sealed value, for exports (E8): `aura1.` and base64url without padding.
extension SealedValue {
    private static let prefix = Array("aura1.".utf8)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Reads the text form.
    ///
    /// - Throws: `authenticationFailed` for anything else: another prefix, white space, padding, unused bits that are
    ///   not zero, bytes that are no value.
    package init(text: String) throws(VaultError) {
        let characters = Array(text.utf8)
        guard characters.starts(with: SealedValue.prefix),
            let bytes = SealedValue.decode(characters.dropFirst(SealedValue.prefix.count))
        else { throw VaultError(.authenticationFailed) }
        self.init(bytes: bytes)
        _ = try Envelope.header(of: self)
    }

    /// The text form.
    package var text: String {
        var characters = SealedValue.prefix
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                characters.append(SealedValue.alphabet[Int(bits >> UInt32(bitCount) & 63)])
            }
        }
        if bitCount > 0 { characters.append(SealedValue.alphabet[Int(bits << UInt32(6 - bitCount) & 63)]) }
        return String(decoding: characters, as: UTF8.self)
    }

    private static func decode(_ characters: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for character in characters {
            guard let value = value(of: character) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        let unused = bits & (1 << UInt32(bitCount) - 1)
        return bitCount < 6 && unused == 0 ? bytes : nil
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case 0x41...0x5A: UInt32(character - 0x41)
        case 0x61...0x7A: UInt32(character - 0x61 + 26)
        case 0x30...0x39: UInt32(character - 0x30 + 52)
        case 0x2D: 62
        case 0x5F: 63
        default: nil
        }
    }
}
