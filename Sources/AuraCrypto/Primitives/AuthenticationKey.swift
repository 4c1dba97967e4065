package import AuraCore
internal import COpenSSL

/// A key made ready for HMAC (RFC 2104): the hash states behind the inner and the outer padded key.
///
/// Each code copies the two states, which saves hashing the key again; they are never changed after `init`, so one
/// key may serve many threads at once. OpenSSL wipes them when they are freed.
package final class AuthenticationKey: Sendable {
    let function: HashFunction
    // Addresses as numbers, since pointers are not `Sendable`.
    private let inner: UInt
    private let outer: UInt

    /// - Parameter key: Of any length; a block of the hash function or less is used as it is.
    package init(_ key: SecretBytes, for function: HashFunction) throws(VaultError) {
        self.function = function
        let block = try AuthenticationKey.block(key, function)
        let inner = try AuthenticationKey.state(block, mask: 0x36, function)
        do {
            outer = UInt(bitPattern: try AuthenticationKey.state(block, mask: 0x5C, function))
        } catch {
            EVP_MD_CTX_free(inner)
            throw error
        }
        self.inner = UInt(bitPattern: inner)
    }

    deinit {
        EVP_MD_CTX_free(OpaquePointer(bitPattern: inner))
        EVP_MD_CTX_free(OpaquePointer(bitPattern: outer))
    }

    var innerState: OpaquePointer? { OpaquePointer(bitPattern: inner) }
    var outerState: OpaquePointer? { OpaquePointer(bitPattern: outer) }

    /// The key as one block: hashed if it is longer, zeros behind it if it is shorter.
    private static func block(_ key: SecretBytes, _ function: HashFunction) throws(VaultError) -> SecretBytes {
        try SecretBytes(capacity: function.blockCount) { (block) throws(VaultError) in
            try key.withUnsafeBytes { (key) throws(VaultError) in
                guard key.count > block.count else { return block.copyMemory(from: key) }
                let digest = block.octets
                guard EVP_Digest(key.baseAddress, key.count, digest, nil, function.algorithm.pointer, nil) == 1
                else { throw VaultError.afterOpenSSL }
            }
            return block.count
        }
    }

    private static func state(
        _ block: SecretBytes, mask: UInt8, _ function: HashFunction
    ) throws(VaultError) -> OpaquePointer {
        let padded = SecretBytes(capacity: block.count) { padded in
            block.withUnsafeBytes { block in
                for place in 0..<block.count { padded[place] = block[place] ^ mask }
            }
            return padded.count
        }
        guard let state = EVP_MD_CTX_new() else { throw VaultError.afterOpenSSL }
        let isReady = padded.withUnsafeBytes { padded in
            EVP_DigestInit_ex2(state, function.algorithm.pointer, nil) == 1
                && EVP_DigestUpdate(state, padded.baseAddress, padded.count) == 1
        }
        guard isReady else {
            EVP_MD_CTX_free(state)
            throw VaultError.afterOpenSSL
        }
        return state
    }
}

extension VaultError {
    /// `internalFailure`, with OpenSSL's list of reasons emptied so that no later caller reads them as its own.
    static var afterOpenSSL: VaultError {
        ERR_clear_error()
        return VaultError(.internalFailure)
    }
}
