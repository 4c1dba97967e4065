internal import COpenSSL

/// An algorithm of the system's OpenSSL, fetched once for the life of the process.
///
/// The address is kept as a number because pointers are not `Sendable`; the object behind it never changes and is
/// never freed. An algorithm that OpenSSL does not have has no address, and each use of it fails.
struct OpenSSLAlgorithm: Sendable {
    private let address: UInt

    var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }

    static let sha256 = OpenSSLAlgorithm(EVP_MD_fetch(nil, "SHA2-256", nil))
    static let sha512 = OpenSSLAlgorithm(EVP_MD_fetch(nil, "SHA2-512", nil))
    static let aes256CBC = OpenSSLAlgorithm(EVP_CIPHER_fetch(nil, "AES-256-CBC", nil))
    static let hkdf = OpenSSLAlgorithm(EVP_KDF_fetch(nil, "HKDF", nil))

    private init(_ pointer: OpaquePointer?) {
        address = UInt(bitPattern: pointer)
    }
}

/// The hash functions in use.
package enum HashFunction: Sendable {
    case sha256, sha512

    /// Bytes of a hash.
    package var digestCount: Int {
        switch self {
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// Bytes that the compression function takes at a time.
    var blockCount: Int {
        switch self {
        case .sha256: 64
        case .sha512: 128
        }
    }

    var algorithm: OpenSSLAlgorithm {
        switch self {
        case .sha256: .sha256
        case .sha512: .sha512
        }
    }
}
