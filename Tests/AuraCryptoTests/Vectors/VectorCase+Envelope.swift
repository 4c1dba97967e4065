import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

/// The fields that every case of `envelope.json` and `envelope-large.json` has.
extension VectorCase {
    var context: SealContext {
        get throws { SealContext(components: try strings("components")) }
    }

    var header: EnvelopeHeader {
        get throws {
            EnvelopeHeader(
                isPadded: json["flags"]?.integer == 1, ownerKey: try #require(KeyID(bytes: bytes("ownerKeyId"))),
                period: KeyPeriod(number: UInt32(try integer("period"))))
        }
    }

    /// The content key of the keys that the case holds. In some negative cases they do not fit together.
    var contentKey: ContentKey {
        get throws {
            let header = try header
            let periodKey = json["periodKey"] == .null ? nil : SecretBytes(copying: try bytes("periodKey"))
            let owner = SecretBytes(copying: try bytes("ownerKey"))
            if header.period == .none { return try ContentKey(owner: owner, id: header.ownerKey) }
            return try ContentKey(owner: owner, id: header.ownerKey, period: header.period, periodKey: periodKey)
        }
    }

    var plaintext: [UInt8] {
        get throws {
            guard let recipe = json["plaintextRecipe"] else { return try bytes("plaintext") }
            let a = Int(try #require(recipe["a"]?.integer))
            let b = Int(try #require(recipe["b"]?.integer))
            return try (0..<integer("plaintextLength")).map { place in
                UInt8(truncatingIfNeeded: a * place + b + place / 256)
            }
        }
    }
}

/// Opens a value as somebody who holds one content key, for one header; counts how often something was decrypted.
struct Opener {
    let header: EnvelopeHeader
    let key: ContentKey
    /// Whether the key is used whatever the header names.
    var isTrusting = false

    func open(_ value: SealedValue, in context: SealContext) -> (result: Result<[UInt8], VaultError>, decryptions: Int)
    {
        var decryptions = 0
        let result = Result { () throws(VaultError) in
            try Envelope.open(
                value, in: context,
                key: { (found) throws(VaultError) in
                    guard isTrusting || (found.ownerKey, found.period) == (header.ownerKey, header.period) else {
                        throw VaultError(.authenticationFailed)
                    }
                    return key
                },
                decrypt: { (verified) throws(VaultError) in
                    decryptions += 1
                    return try verified.plaintext()
                })
        }
        return (result, decryptions)
    }
}

/// Gives the IVs of a vector, one after the other.
func drawing(_ ivs: [[UInt8]]) -> (UnsafeMutableRawBufferPointer) throws(VaultError) -> Void {
    var rest = ivs[...]
    return { (buffer) throws(VaultError) in
        guard let next = rest.popFirst() else { throw VaultError(.randomUnavailable) }
        buffer.copyBytes(from: next)
    }
}

/// Seals with the IVs of a vector.
func seal(
    _ plaintext: [UInt8], in context: SealContext, under header: EnvelopeHeader, with key: ContentKey, ivs: [[UInt8]]
) throws(VaultError) -> SealedValue {
    try plaintext.span.withUnsafeBytes { (bytes) throws(VaultError) in
        try Envelope.seal(bytes, in: context, under: header, with: key, drawIV: drawing(ivs))
    }
}
