internal import COpenSSL

/// One HMAC in the making. Parts are added one after the other, so nothing has to be joined in memory first.
package struct AuthenticationCode: ~Copyable {
    private let key: AuthenticationKey
    private let state: OpaquePointer
    private var isIntact = true

    /// Bytes of the finished code.
    package var digestCount: Int { key.function.digestCount }

    /// Begins a code under a key.
    package init(under key: AuthenticationKey) throws(VaultError) {
        guard let state = EVP_MD_CTX_new() else { throw VaultError.afterOpenSSL }
        self.key = key
        self.state = state
        restart()
    }

    deinit {
        EVP_MD_CTX_free(state)
    }

    /// Begins another code under the same key.
    package mutating func restart() {
        isIntact = EVP_MD_CTX_copy_ex(state, key.innerState) == 1
    }

    /// Adds a part. A failure shows when the code is finished.
    package mutating func add(_ part: UnsafeRawBufferPointer) {
        guard !part.isEmpty else { return }
        isIntact = isIntact && EVP_DigestUpdate(state, part.baseAddress, part.count) == 1
    }

    /// Adds a part. A failure shows when the code is finished.
    package mutating func add(_ part: [UInt8]) {
        part.withUnsafeBytes { add($0) }
    }

    /// Ends the code and writes it, ``digestCount`` bytes. What is added afterwards needs ``restart()`` first.
    ///
    /// - Throws: `internalFailure` if any step failed since the code was begun, or if `output` is too short.
    package mutating func finish(into output: UnsafeMutableRawBufferPointer) throws(VaultError) {
        let count = digestCount
        let wasIntact = isIntact
        isIntact = false
        guard wasIntact, output.count >= count, let bytes = output.octets,
            EVP_DigestFinal_ex(state, bytes, nil) == 1,
            EVP_MD_CTX_copy_ex(state, key.outerState) == 1,
            EVP_DigestUpdate(state, bytes, count) == 1,
            EVP_DigestFinal_ex(state, bytes, nil) == 1
        else { throw VaultError.afterOpenSSL }
    }
}

extension AuthenticationCode {
    /// Ends the code and gives its bytes.
    package mutating func finish() throws(VaultError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: digestCount)
        var span = bytes.mutableSpan
        try span.withUnsafeMutableBytes { (buffer) throws(VaultError) in try finish(into: buffer) }
        return bytes
    }
}
