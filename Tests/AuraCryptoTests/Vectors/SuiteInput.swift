import AuraCore
import AuraCrypto
import AuraTestSupport

/// One use of the bare suite A256CBC-HS512: key, IV and associated data, without AURA's envelope around it.
struct SuiteInput {
    let key: ContentKey
    let iv: [UInt8]
    let associated: [UInt8]

    init(key: ContentKey, iv: [UInt8], associated: [UInt8]) {
        self.key = key
        self.iv = iv
        self.associated = associated
    }

    init(key: [UInt8], iv: [UInt8], associated: [UInt8]) throws {
        self.init(key: try ContentKey(SecretBytes(copying: key)), iv: iv, associated: associated)
    }

    init(_ vector: VectorCase) throws {
        try self.init(key: vector.bytes("key"), iv: vector.bytes("iv"), associated: vector.bytes("aad"))
    }

    func seal(_ plaintext: [UInt8]) throws -> (ciphertext: [UInt8], tag: [UInt8]) {
        var ciphertext = [UInt8](repeating: 0, count: BlockCipher.ciphertextCount(of: plaintext.count))
        var tag = [UInt8](repeating: 0, count: 32)
        try iv.withUnsafeBytes { iv in
            try plaintext.withUnsafeBytes { plaintext in
                try ciphertext.withUnsafeMutableBytes {
                    try key.encrypt(plaintext, trailer: .init(start: nil, count: 0), iv: iv, into: $0)
                }
            }
            try ciphertext.withUnsafeBytes { ciphertext in
                try tag.withUnsafeMutableBytes {
                    try key.writeTag(associated: (associated, []), iv: iv, ciphertext: ciphertext, to: $0)
                }
            }
        }
        return (ciphertext, tag)
    }

    func verifies(ciphertext: [UInt8], tag: [UInt8]) throws -> Bool {
        try iv.withUnsafeBytes { iv in
            try ciphertext.withUnsafeBytes { ciphertext in
                try tag.withUnsafeBytes {
                    try key.verify($0, associated: (associated, []), iv: iv, ciphertext: ciphertext)
                }
            }
        }
    }

    /// The plaintext, or nothing if the padding is wrong.
    func decrypt(_ ciphertext: [UInt8]) throws -> [UInt8]? {
        var plaintext = [UInt8](repeating: 0, count: ciphertext.count)
        let count = try iv.withUnsafeBytes { iv in
            try ciphertext.withUnsafeBytes { ciphertext in
                try plaintext.withUnsafeMutableBytes { output -> Int? in
                    do throws(VaultError) {
                        return try key.decrypt(ciphertext, iv: iv, into: output)
                    } catch {
                        guard error.code == .authenticationFailed else { throw error }
                        return nil
                    }
                }
            }
        }
        return count.map { Array(plaintext.prefix($0)) }
    }
}

extension SecretBytes {
    /// A copy of the bytes, for comparison in tests.
    var copied: [UInt8] { withUnsafeBytes { Array($0) } }
}
