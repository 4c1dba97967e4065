import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

/// JSON Web Encryption by A256CBC-HS512, as far as the content key is wrapped by AES (A256KW): how a key is agreed on
/// otherwise is not AURA's affair.
@Suite struct WebEncryptionVectors {
    @Test(arguments: try Vectors.wycheproof("json_web_encryption_test.json").filter { $0.usesKeyWrap })
    func `A256CBC-HS512 in a web token`(_ vector: VectorCase) throws {
        let opened = try open(vector)
        guard try vector.string("result") == "valid" else {
            #expect(opened == nil)
            return
        }
        #expect(try opened == vector.bytes("pt"))
    }

    private func open(_ vector: VectorCase) throws -> [UInt8]? {
        let parts = try vector.string("jwe").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let decoded = parts.compactMap(base64URL)
        let wrappingKey = try #require(vector.json["private"]?["k"]?.string.flatMap(base64URL))
        guard parts.count == 5, decoded.count == 5, decoded[2].count == 16,
            let key = try unwrap(decoded[1], with: wrappingKey), key.count == 64
        else { return nil }
        let suite = try SuiteInput(key: key, iv: decoded[2], associated: Array(parts[0].utf8))
        guard try suite.verifies(ciphertext: decoded[3], tag: decoded[4]) else { return nil }
        return try suite.decrypt(decoded[3])
    }

    /// AES key unwrap of RFC 3394.
    private func unwrap(_ wrapped: [UInt8], with key: [UInt8]) throws -> [UInt8]? {
        guard wrapped.count >= 24, wrapped.count.isMultiple(of: 8) else { return nil }
        var first = Array(wrapped.prefix(8))
        var rest = stride(from: 8, to: wrapped.count, by: 8).map { Array(wrapped[$0..<$0 + 8]) }
        for round in (0..<6).reversed() {
            for place in rest.indices.reversed() {
                first[7] ^= UInt8(rest.count * round + place + 1)
                let block = try decryptBlock(first + rest[place], with: key)
                first = Array(block.prefix(8))
                rest[place] = Array(block.suffix(8))
            }
        }
        return first == [UInt8](repeating: 0xA6, count: 8) ? rest.flatMap { $0 } : nil
    }

    /// One block of AES, by CBC from an IV of zeros. The second block, made to measure, decrypts to a padding.
    private func decryptBlock(_ block: [UInt8], with key: [UInt8]) throws -> [UInt8] {
        let padding = try run(.encrypting, [], key: key, iv: block)
        return try run(.decrypting, block + padding, key: key, iv: [UInt8](repeating: 0, count: 16))
    }

    private func run(
        _ direction: BlockCipher.Direction, _ input: [UInt8], key: [UInt8], iv: [UInt8]
    ) throws -> [UInt8] {
        var output = [UInt8](repeating: 0, count: BlockCipher.ciphertextCount(of: input.count))
        let count = try iv.withUnsafeBytes { iv in
            var cipher = try BlockCipher(direction, key: SecretBytes(copying: key), iv: iv)
            return try output.withUnsafeMutableBytes { output in
                try input.withUnsafeBytes { try cipher.add($0, into: output) }
                return try cipher.finish(into: output)
            }
        }
        return Array(output.prefix(count))
    }

    private func base64URL(_ text: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var bits: [Bool] = []
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits += (0..<6).map { value >> (5 - $0) & 1 == 1 }
        }
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }
}

extension VectorCase {
    fileprivate var usesKeyWrap: Bool { json["private"]?["alg"] == "A256KW" }
}
