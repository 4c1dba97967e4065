/// One chatbot of a tenant.
public struct Bot: Hashable, Sendable, Identified {
    public static let idPrefix = "bot"
    public typealias ID = Identifier<Bot>

    public let id: ID
    public let name: ObjectName
    public let model: ModelName
    /// Sealed under the tenant's content key; none if the bot has no prompt of its own.
    public let prompt: SealedValue?
    /// What the bot says when its documents hold no answer; sealed likewise.
    public let fallback: SealedValue?
    /// Thousandths, 0 … 2000; none leaves it to the vendor.
    public let temperatureMilli: Int?
    public let createdAt: Timestamp

    public init(
        id: ID, name: ObjectName, model: ModelName, prompt: SealedValue?, fallback: SealedValue?,
        temperatureMilli: Int?, createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.model = model
        self.prompt = prompt
        self.fallback = fallback
        self.temperatureMilli = temperatureMilli
        self.createdAt = createdAt
    }
}

/// `VENDOR/MODEL`, as in `aura/extractive` or `openai/gpt-4o-mini`.
public struct ModelName: Hashable, Sendable {
    public let vendor: Vendor
    public let model: String

    /// The built-in provider that needs no network and no key.
    public static let extractive = ModelName(vendor: .aura, model: "extractive")

    public init(vendor: Vendor, model: String) {
        self.vendor = vendor
        self.model = model
    }
}

extension ModelName: CustomStringConvertible, LosslessStringConvertible {
    /// Reads `VENDOR/MODEL`; an unknown vendor, an empty model, white space or control characters give nothing.
    public init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), let vendor = Vendor(rawValue: String(text[..<slash])) else {
            return nil
        }
        let model = text[text.index(after: slash)...]
        guard !model.isEmpty, model.utf8.count <= 128, model.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.init(vendor: vendor, model: String(model))
    }

    public var description: String { "\(vendor.rawValue)/\(model)" }
}
