package import AuraCore
import FoundationEssentials

/// A text with signatures below it, in the form of C2SP `signed-note`: lines of text, an empty line, and a line
/// `— NAME BASE64` for each signature, whose first four bytes are the key's id.
package struct SignedNote: Hashable, Sendable {
    /// One signature line.
    private struct Signature: Hashable, Sendable {
        let name: String
        let keyID: [UInt8]
        let bytes: [UInt8]
    }

    /// What is signed, with its last line feed.
    package let text: String
    private let signatures: [Signature]

    /// Reads a note; nothing if it has another form: no empty line, no signature, a control character, no last line
    /// feed, base64 of another spelling.
    package init?(_ note: String) {
        let bytes = Array(note.utf8)
        guard bytes.count <= Limits.noteBytes, bytes.last == 0x0A,
            !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }),
            let gap = SignedNote.lastGap(bytes)
        else { return nil }
        let lines = bytes[(gap + 2)...].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        let signatures = lines.map(SignedNote.signature)
        guard !lines.isEmpty, lines.count <= 16, signatures.allSatisfy({ $0 != nil }) else { return nil }
        text = String(decoding: bytes[...gap], as: UTF8.self)
        self.signatures = signatures.compactMap(\.self)
    }

    /// Whether the key signed the text under this name. Signatures of other names and ids say nothing; of this name
    /// and id, each must verify.
    package func isSigned(by name: String, publicKey: [UInt8]) -> Bool {
        let id = SignedNote.keyID(of: name, publicKey: publicKey)
        let known = signatures.filter { $0.keyID == id && $0.name.hasSameBytes(as: name) }
        let message = Array(text.utf8)
        return !known.isEmpty && known.allSatisfy { Ed25519.verify($0.bytes, of: message, by: publicKey) }
    }

    /// The note of a text, signed under a name.
    package static func sign(
        _ text: String, as name: String, with seed: SecretBytes
    ) throws(VaultError) -> String {
        let id = keyID(of: name, publicKey: try Ed25519.publicKey(of: seed))
        let signature = try Ed25519.sign(Array(text.utf8), with: seed)
        return text + "\n— \(name) \(base64(id + signature))\n"
    }

    /// The key as C2SP writes it for verifiers: `NAME+ID+BASE64`.
    package static func verifierKey(of name: String, publicKey: [UInt8]) -> String {
        let id = Hexadecimal.encode(keyID(of: name, publicKey: publicKey))
        return "\(name)+\(id)+\(base64([algorithm] + publicKey))"
    }

    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
    private static func keyID(of name: String, publicKey: [UInt8]) -> [UInt8] {
        Array(Digest.sha256(Array(name.utf8) + [0x0A, algorithm] + publicKey).prefix(4))
    }

    /// C2SP's number of Ed25519.
    private static let algorithm: UInt8 = 0x01

    /// The place of the last empty line's first line feed.
    private static func lastGap(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2 else { return nil }
        return (0..<bytes.count - 1).last { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
    }

    private static func signature(_ line: ArraySlice<UInt8>) -> Signature? {
        let dash = Array("— ".utf8)
        guard line.starts(with: dash) else { return nil }
        let parts = line.dropFirst(dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains(0x2B),
            let bytes = SignedNote.bytes(ofBase64: String(decoding: parts[1], as: UTF8.self)), bytes.count > 4
        else { return nil }
        return Signature(
            name: String(decoding: parts[0], as: UTF8.self), keyID: Array(bytes.prefix(4)),
            bytes: Array(bytes.dropFirst(4)))
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes of base64 with its padding, in the one spelling that an encoder writes.
    static func bytes(ofBase64 text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text) else { return nil }
        let bytes = Array(data)
        return base64(bytes).hasSameBytes(as: text) ? bytes : nil
    }
}
