package import AuraCore

/// A content encryption key (CEK) of suite A256CBC-HS512 (RFC 7518 §5.2.5), ready to seal and to open.
///
/// MAC_KEY, the first half, is kept as HMAC's two hash states, ENC_KEY, the second half, in a wiped buffer; both go
/// when the last reference goes. Nothing changes after `init`, so threads share one.
package final class ContentKey: Sendable {
    /// Bytes of both halves together.
    package static let count = 64
    /// Bytes of each half.
    private static let halfCount = 32

    private let authentication: AuthenticationKey
    private let encryption: SecretBytes

    /// - Parameter cek: MAC_KEY ‖ ENC_KEY, exactly 64 bytes.
    package init(_ cek: SecretBytes) throws(VaultError) {
        guard cek.count == ContentKey.count else { throw VaultError(.internalFailure) }
        authentication = try AuthenticationKey(cek.part(0..<ContentKey.halfCount), for: .sha512)
        encryption = cek.part(ContentKey.halfCount..<ContentKey.count)
    }

    /// Derives the CEK (E1): HKDF-SHA-512 over the owner key, followed by the period key if there is one, with the
    /// owner key's id and the period as salt.
    package convenience init(
        owner: SecretBytes, id: KeyID, period: KeyPeriod = .none, periodKey: SecretBytes? = nil
    ) throws(VaultError) {
        guard (periodKey == nil) == (period == .none) else { throw VaultError(.internalFailure) }
        let salt = id.bytes + withUnsafeBytes(of: period.number.bigEndian, Array.init)
        let ikm = periodKey.map { owner.joined(with: $0) } ?? owner
        try self.init(
            KeyDerivation.hkdfSHA512(
                ikm: ikm, salt: salt, info: Array("aura/envelope/v1/A256CBC-HS512".utf8), count: ContentKey.count))
    }

    /// Encrypts `plaintext` and `trailer`, one behind the other.
    ///
    /// - Parameter output: Exactly as long as their ciphertext.
    package func encrypt(
        _ plaintext: UnsafeRawBufferPointer, trailer: UnsafeRawBufferPointer, iv: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) throws(VaultError) {
        var cipher = try BlockCipher(.encrypting, key: encryption, iv: iv)
        try cipher.add(plaintext, into: output)
        try cipher.add(trailer, into: output)
        guard try cipher.finish(into: output) == output.count else { throw VaultError(.internalFailure) }
    }

    /// Decrypts a ciphertext whose tag was verified.
    ///
    /// - Parameter output: At least as long as the ciphertext. It is wiped if the padding is wrong.
    /// - Returns: The length of the plaintext.
    package func decrypt(
        _ ciphertext: UnsafeRawBufferPointer, iv: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(VaultError) -> Int {
        do {
            var cipher = try BlockCipher(.decrypting, key: encryption, iv: iv)
            try cipher.add(ciphertext, into: output)
            return try cipher.finish(into: output)
        } catch {
            output.wipe()
            throw error
        }
    }

    /// Writes T = HMAC-SHA-512(MAC_KEY, A ‖ IV ‖ E ‖ AL)[0..<32].
    ///
    /// - Parameter associated: A, in two parts.
    package func writeTag(
        associated: ([UInt8], [UInt8]), iv: UnsafeRawBufferPointer, ciphertext: UnsafeRawBufferPointer,
        to tag: UnsafeMutableRawBufferPointer
    ) throws(VaultError) {
        var code = try AuthenticationCode(under: authentication)
        code.add(associated.0)
        code.add(associated.1)
        code.add(iv)
        code.add(ciphertext)
        let bits = UInt64(associated.0.count + associated.1.count) * 8
        withUnsafeBytes(of: bits.bigEndian) { code.add($0) }
        try withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { (whole) throws(VaultError) in
            try code.finish(into: whole)
            tag.copyMemory(from: UnsafeRawBufferPointer(whole.part(0..<tag.count)))
        }
    }

    /// Whether `tag` is the right tag; compared in constant time.
    package func verify(
        _ tag: UnsafeRawBufferPointer, associated: ([UInt8], [UInt8]), iv: UnsafeRawBufferPointer,
        ciphertext: UnsafeRawBufferPointer
    ) throws(VaultError) -> Bool {
        try withUnsafeTemporaryAllocation(
            byteCount: EnvelopeHeader.tagCount, alignment: 16
        ) { (right) throws(VaultError) in
            try writeTag(associated: associated, iv: iv, ciphertext: ciphertext, to: right)
            return MessageAuthentication.isEqual(tag, UnsafeRawBufferPointer(right))
        }
    }
}
