package import AuraCore
import AuraCrypto

/// Texts that no file holds by chance, one for each path that content takes. Quotation marks, a space and a letter
/// beyond ASCII make the forms differ.
struct ResidueCanaries {
    let owner: ResidueCanary
    let name: ResidueCanary
    let visitor: ResidueCanary
    let prompt: ResidueCanary
    let document: ResidueCanary
    let message: ResidueCanary
    let key: ResidueCanary

    init() throws(PlatformError) {
        func canary(
            _ path: String, _ text: (String) -> String
        ) throws(PlatformError) -> ResidueCanary {
            let letters = try mappingErrors { try RandomSource.bytes(12) }.map { UnicodeScalar(0x61 + $0 % 26) }
            let word = String(String.UnicodeScalarView(letters))
            return ResidueCanary(path: path, text: text(word), word: word)
        }
        owner = try canary("owner's e-mail") { "owner.\($0)@probe.example" }
        name = try canary("name") { "Probe \"\($0)\" & Søns" }
        visitor = try canary("visitor's e-mail") { "visitor.\($0)@probe.example" }
        prompt = try canary("prompt") { "The prompt's word is \"\($0)\", naïvely." }
        document = try canary("document") { "zanzibar\($0)ing" }
        message = try canary("message") { "madagascar\($0)ing \"café\"" }
        key = try canary("LLM key") { "sk-probe-\($0)" }
    }

    var planted: [ResidueCanary] { [owner, name, visitor, prompt, document, message, key] }
}

extension MaskedSecret {
    /// A new LLM key, made where secrets live and nowhere else, and the same key masked.
    package static func newKey() throws(PlatformError) -> (secret: SecretBytes, masked: MaskedSecret) {
        let random = try mappingErrors { try RandomSource.secret(32) }
        let secret = SecretBytes(capacity: random.count + 3) { buffer in
            buffer.copyBytes(from: Array("sk-".utf8))
            random.withUnsafeBytes { bytes in
                for (place, byte) in bytes.enumerated() { buffer[place + 3] = 0x61 + byte % 26 }
            }
            return buffer.count
        }
        return (secret, MaskedSecret(secret))
    }
}
