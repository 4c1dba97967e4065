package import AuraCore
internal import COpenSSL

/// One run of AES-256 in CBC mode with PKCS #7 padding. On its own it authenticates nothing: ``ContentKey`` alone
/// uses it, and decrypts only what it has verified.
package struct BlockCipher: ~Copyable {
    /// What a run does.
    package enum Direction: Int32, Sendable {
        case decrypting = 0
        case encrypting = 1
    }

    /// Bytes of a block and of an IV.
    package static let blockCount = 16
    /// Bytes of a key.
    package static let keyCount = 32

    /// The length of the ciphertext of `count` bytes: the next whole block, always at least one byte more.
    package static func ciphertextCount(of count: Int) -> Int {
        (count / blockCount + 1) * blockCount
    }

    private let context: OpaquePointer
    private let direction: Direction
    private var taken = 0
    private var written = 0

    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - iv: 16 bytes.
    package init(_ direction: Direction, key: SecretBytes, iv: UnsafeRawBufferPointer) throws(VaultError) {
        guard key.count == BlockCipher.keyCount, iv.count == BlockCipher.blockCount,
            let context = EVP_CIPHER_CTX_new()
        else { throw VaultError.afterOpenSSL }
        let isReady = key.withUnsafeBytes { key in
            EVP_CipherInit_ex2(
                context, OpenSSLAlgorithm.aes256CBC.pointer, key.octets, iv.octets, direction.rawValue, nil)
        }
        guard isReady == 1 else {
            EVP_CIPHER_CTX_free(context)
            throw VaultError.afterOpenSSL
        }
        self.context = context
        self.direction = direction
    }

    deinit {
        EVP_CIPHER_CTX_free(context)
    }

    /// Takes more input and writes what is ready behind what was written before.
    ///
    /// - Parameter output: The same buffer in every call of one run, at least as long as all input together.
    package mutating func add(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(VaultError) {
        guard !input.isEmpty else { return }
        var count: Int32 = 0
        guard let length = Int32(exactly: input.count), output.count - taken >= input.count,
            EVP_CipherUpdate(context, output.octets(from: written), &count, input.octets, length) == 1
        else { throw VaultError.afterOpenSSL }
        taken += input.count
        written += Int(count)
    }

    /// Ends the run: adds the padding, or checks it and cuts it.
    ///
    /// - Returns: All bytes written to `output`.
    /// - Throws: `authenticationFailed` if what was decrypted does not end in a correct padding.
    package mutating func finish(into output: UnsafeMutableRawBufferPointer) throws(VaultError) -> Int {
        var count: Int32 = 0
        guard direction == .decrypting || output.count - written >= BlockCipher.blockCount else {
            throw VaultError(.internalFailure)
        }
        guard EVP_CipherFinal_ex(context, output.octets(from: written), &count) == 1 else {
            ERR_clear_error()
            throw VaultError(direction == .decrypting ? .authenticationFailed : .internalFailure)
        }
        return written + Int(count)
    }
}
