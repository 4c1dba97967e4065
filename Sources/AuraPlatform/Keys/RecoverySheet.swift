import AuraCore
import AuraCrypto

/// The root key in a form that a person can keep on paper and type in again.
///
/// Four numbered lines of sixteen characters of Crockford's alphabet (no I, L, O, U): each holds eight bytes of the root
/// key and two bytes of a check, the first of SHA-256(`aura/sheet/v1/` ‖ installation id ‖ `/` ‖ line number ‖ the eight
/// bytes). So a mistyped line is found and named, and so is the sheet of another installation. Whoever has the sheet
/// has the root key: it is handed out once and kept nowhere.
public struct RecoverySheet: Hashable, Sendable {
    /// The whole sheet, line feeds included.
    public let text: String

    init(rootKey: SecretBytes, of installation: Installation.ID, at moment: Timestamp) throws(VaultError) {
        let id = try Vault.fingerprint(ofRootKey: rootKey)
        var lines: [String] = []
        for number in 0..<4 {
            let part = rootKey.withUnsafeBytes { Array($0[number * 8..<number * 8 + 8]) }
            let code = RecoverySheet.encode(part + RecoverySheet.check(part, line: number + 1, of: installation))
            let groups = stride(from: 0, to: 16, by: 4).map { String(code[$0..<$0 + 4].map { Character($0) }) }
            lines.append("\(number + 1)  \(groups.joined(separator: "-"))")
        }
        text = """
            AURA recovery sheet. Whoever has it can open everything:
            keep it on paper, apart from the machine.

            installation  \(installation)
            root key      \(id)
            made          \(moment)

            \(lines.joined(separator: "\n"))

            To use it: aura rootkey recover --sheet FILE

            """
    }

    /// Reads a sheet, or its four lines alone: a line counts if it begins with its number. Case, spaces and hyphens do
    /// not matter; O is read as 0, I and L as 1.
    ///
    /// - Throws: `invalidInput` with the first line that is missing or mistyped; nothing of what it holds is repeated.
    static func rootKey(
        from text: SecretBytes, of installation: Installation.ID
    ) throws(PlatformError) -> SecretBytes {
        var key: [UInt8] = []
        defer { for place in key.indices { key[place] = 0 } }
        let lines = text.withUnsafeBytes { bytes in
            bytes.split(separator: 0x0A).map { line in
                Array(line.filter { ![0x20, 0x09, 0x0D, 0x2D].contains($0) })
            }
        }
        for number in 1...4 {
            let digit = UInt8(ascii: "0") + UInt8(number)
            guard let line = lines.first(where: { $0.count == 17 && $0.first == digit }),
                let bytes = decode(line.dropFirst())
            else {
                throw PlatformError(
                    .invalidInput, "line \(number) of the recovery sheet is missing or has not 16 characters",
                    hint: "type in the four numbered lines, one below the other")
            }
            let part = Array(bytes.prefix(8))
            guard check(part, line: number, of: installation) == Array(bytes.suffix(2)) else {
                throw PlatformError(
                    .invalidInput, "line \(number) is mistyped, or the sheet is of another installation",
                    hint: "compare it with the sheet of \(installation)")
            }
            key += part
        }
        return SecretBytes(copying: key)
    }

    private static func check(_ part: [UInt8], line: Int, of installation: Installation.ID) -> [UInt8] {
        Array(Vault.digests.sha256(Array("aura/sheet/v1/\(installation)/\(line)".utf8) + part).prefix(2))
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".unicodeScalars)

    /// Ten bytes as sixteen characters.
    private static func encode(_ bytes: [UInt8]) -> [Unicode.Scalar] {
        var (buffer, bits, result) = (UInt32(0), 0, [Unicode.Scalar]())
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        return result
    }

    /// Sixteen characters as ten bytes; nothing if one is of another alphabet.
    private static func decode(_ characters: ArraySlice<UInt8>) -> [UInt8]? {
        var (buffer, bits, result) = (UInt32(0), 0, [UInt8]())
        for character in characters {
            guard let value = value(of: character) else { return nil }
            buffer = buffer << 5 | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= (1 << UInt32(bits)) - 1
            }
        }
        return result.count == 10 ? result : nil
    }

    private static func value(of character: UInt8) -> UInt32? {
        let scalar = Unicode.Scalar(character)
        let upper = scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar
        switch upper {
        case "O": return 0
        case "I", "L": return 1
        default: return alphabet.firstIndex(of: upper).map { UInt32($0) }
        }
    }
}
