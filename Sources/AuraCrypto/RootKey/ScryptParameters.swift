package import AuraCore

/// How a passphrase becomes the root key; kept in `installation.json`, since it is no secret.
package struct ScryptParameters: Hashable, Sendable {
    /// 16 to 64 random bytes.
    package let salt: [UInt8]
    /// The cost, a power of two.
    package let n: Int
    /// The block size; the memory is 128 × n × r bytes.
    package let r: Int
    /// How often the work is done.
    package let p: Int

    /// Parameters from outside, or nothing if scrypt does not know them or they would take too much: the salt has 16 to
    /// 64 bytes, n × r × p at most 2²³ (1 GiB of memory, some seconds).
    package init?(salt: [UInt8], n: Int, r: Int, p: Int) {
        guard (16...64).contains(salt.count), (2...1 << 22).contains(n), n & (n - 1) == 0,
            (1...32).contains(r), (1...32).contains(p), n * r * p <= 1 << 23
        else { return nil }
        self.salt = salt
        self.n = n
        self.r = r
        self.p = p
    }

    /// A fresh random salt with n = 2¹⁷, r = 8, p = 1: 128 MiB and about half a second.
    package static func standard() throws(VaultError) -> ScryptParameters {
        guard let parameters = ScryptParameters(salt: try RandomSource.bytes(32), n: 1 << 17, r: 8, p: 1) else {
            throw VaultError(.internalFailure)
        }
        return parameters
    }
}

extension ScryptParameters {
    /// The parameters as `installation.json` keeps them.
    package var json: JSONValue {
        [
            "kdf": "scrypt", "salt": .string(Hexadecimal.encode(salt)), "n": JSONValue(n), "r": JSONValue(r),
            "p": JSONValue(p),
        ]
    }

    /// Reads what ``json`` gives; a missing or mistyped field, or a value out of bounds, gives nothing.
    package init?(_ json: JSONValue) {
        guard json["kdf"] == "scrypt", let salt = json["salt"]?.string.flatMap(Hexadecimal.decode),
            let n = json["n"]?.integer, let r = json["r"]?.integer, let p = json["p"]?.integer
        else { return nil }
        self.init(salt: salt, n: Int(n), r: Int(r), p: Int(p))
    }
}
